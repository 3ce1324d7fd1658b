from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from leads.search import clean
from leads.staff.actions import each
from leads.staff.filters import ByProject, Given
from leads.staff.find import of_leads, uuid_of
from leads.staff.links import LEAD, agents_page, links, list_of, row_of, with_mine
from leads.staff.lists import PROJECT, ReadOnlyAdmin, column

from .close import close, reopen
from .models import Attempt, CannedReply, Conversation, Doorbell, Message, Rating, ReadMark


class ByStatus(admin.SimpleListFilter):
    """Within a project, which has them in the order of their last message: open ones, or closed ones."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Conversation.Status.choices if request.GET.get("project") else []

    def choices(self, changelist):
        for status, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: status})
            yield {"selected": status == self._status(), "query_string": query, "display": label}

    def queryset(self, request, queryset):
        return queryset.filter(status=self._status())

    def _status(self):
        return Conversation.Status.CLOSED if self.value() == "closed" else Conversation.Status.OPEN


class AssignedInProject(Given):
    def queryset(self, request, queryset):
        if self.row and not request.GET.get("project"):
            raise IncorrectLookupParameters  # only within a project is there an index
        return super().queryset(request, queryset)


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ["subject", "who", PROJECT, "status", "assignee", "messages", "last_message_at", "link"]
    list_prefetch = ["project", LEAD, "assignee"]
    list_filter = [ByProject, ByStatus, ("lead", Given), ("assignee", AssignedInProject)]
    list_defer = ["page", "snippet"]
    search_fields = ["lead__email"]
    search_help_text = _(
        "A whole public ID (the end of its chat’s address), or a contact’s number, whole visitor ID or whole"
        " e-mail."
    )
    fieldsets = [
        (None, {"fields": ["subject", "project", "lead", "public_id", "status", "assignee", "messages"]}),
        (_("Dates"), {"fields": ["created_at", "first_reply_at", "last_message_at", "closed_at"]}),
        (_("Where"), {"fields": ["page", "snippet", "waiting_since", "snoozed_until"]}),
    ]
    actions = ["close", "reopen"]

    def get_queryset(self, request):
        return with_mine(super().get_queryset(request), request.user)

    def get_ordering(self, request):
        filtered = {"project", "lead"} & request.GET.keys()
        return ["-last_message_at", "-id"] if filtered else ["-id"]

    def get_search_results(self, request, queryset, search_term):
        term = clean(search_term)
        if (found := uuid_of(term)) and (one := queryset.filter(public_id=found)).exists():
            return one, False
        return of_leads(queryset, term) if term else queryset, False

    def view_on_site(self, conversation):
        return conversation.get_absolute_url() if conversation.is_mine else None

    @admin.display(description=_("lead"))
    def who(self, conversation):
        return row_of("leads_lead", conversation.lead)

    @admin.display(description=_("messages"))
    def messages(self, conversation):
        return links((list_of("conversations_message", conversation=conversation.pk), conversation.last_seq))

    @admin.display(description=_("agents’ page"))
    def link(self, conversation):
        return agents_page(conversation, _("Conversation"))

    def has_edit_permission(self, request):
        return request.user.has_perm("conversations.change_conversation")

    @admin.action(description=_("Close the selected conversations"), permissions=["edit"])
    def close(self, request, queryset):
        each(request, queryset.open(), lambda row: close(row, request.user), done=_("Closed: %(rows)s"))

    @admin.action(description=_("Reopen the selected conversations"), permissions=["edit"])
    def reopen(self, request, queryset):
        rows = queryset.closed()
        each(request, rows, lambda row: reopen(row, request.user), done=_("Open again: %(rows)s"))


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = [
        *("text", "seq", column("conversation", _("conversation")), "kind"),
        *(column("author", _("author")), "created_at"),
    ]
    list_prefetch = ["conversation", "author"]
    list_filter = [("conversation", Given)]
    list_defer = ["body"]
    search_fields = ["conversation__public_id"]
    search_help_text = _("The whole public ID of a conversation (the end of its chat’s address).")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(beginning=Left("body", 80))

    def get_ordering(self, request):
        return ["seq"] if request.GET.get("conversation") else ["-id"]

    def get_search_results(self, request, queryset, search_term):
        term = clean(search_term)
        return queryset.filter(conversation__public_id=uuid_of(term)) if term else queryset, False

    @admin.display(description=_("message"))
    def text(self, message):
        return message.beginning or message.get_event_display()


@admin.register(CannedReply)
class CannedReplyAdmin(ReadOnlyAdmin):
    list_display = ["shortcut", PROJECT, "removed_at"]
    list_prefetch = ["project"]
    list_filter = [ByProject]


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = [column("key", _("key")), column("created_at", _("when"))]
    search_fields = ["key__exact"]
    search_help_text = _("A whole key. It is a keyed hash: who it stands for cannot be told from it.")


@admin.register(ReadMark)
class ReadMarkAdmin(ReadOnlyAdmin):
    list_display = [
        *(column("conversation", _("conversation")), column("user", _("user"))),
        column("seq", _("read up to")),
    ]
    list_prefetch = ["conversation", "user"]
    list_filter = [("user", Given)]


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    list_display = [column("conversation", _("conversation")), column("score", _("score")), "is_current"]
    list_prefetch = ["conversation"]
    list_filter = [("conversation", Given)]
    list_defer = ["comment"]


@admin.register(Doorbell)
class DoorbellAdmin(ReadOnlyAdmin):
    list_display = [
        *(column("kind", _("kind")), column("conversation_id", _("conversation")), column("seq", _("place"))),
        *(column("user_id", _("user")), "is_for_visitor", column("at", _("when"))),
    ]

    @admin.display(description=_("for the visitor"), boolean=True)
    def is_for_visitor(self, row):
        return row.for_visitor
