from django.contrib import admin

from leads.read_only_admin import ReadOnlyAdmin

from .models import Attempt, Conversation, Message


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
