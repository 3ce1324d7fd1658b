from django.contrib import admin

from leads.read_only_admin import ReadOnlyAdmin

from .models import Attempt, Conversation, Doorbell, Message, ReadMark


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ["subject", "project", "lead", "status", "assignee", "message_count", "last_message_at"]
    list_select_related = ["project", "lead", "assignee"]
    list_filter = ["status"]
    search_fields = ["lead__email__startswith"]
    uuid_field = "public_id"
    ordering = ["-id"]


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "conversation", "kind", "author", "created_at"]
    list_select_related = ["conversation", "author"]
    list_filter = ["kind"]
    search_fields = ["conversation__lead__email__startswith"]
    uuid_field = "conversation__public_id"
    ordering = ["-id"]


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ["key", "created_at"]
    ordering = ["-id"]


@admin.register(ReadMark)
class ReadMarkAdmin(ReadOnlyAdmin):
    list_display = ["conversation", "user", "seq"]
    list_select_related = ["conversation", "user"]
    search_fields = ["user__email__startswith"]
    ordering = ["-id"]


@admin.register(Doorbell)
class DoorbellAdmin(ReadOnlyAdmin):
    list_display = ["kind", "conversation_id", "seq", "user_id", "for_visitor", "at"]
    list_filter = ["kind"]
    ordering = ["-id"]
