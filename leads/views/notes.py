from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from leads.models import Lead, Note
from leads.models.note import LONGEST_NOTE
from leads.notes import add_note, edit_note, remove_note, restore_note
from leads.plain_text import PlainCharField
from leads.refused import Refused
from leads.verb import verb


class NoteForm(forms.Form):
    body = PlainCharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Write the note first.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def writing(request, pk):
    """Write a note on a contact: the form on its page posts here, and this page keeps what was refused."""
    contact = get_object_or_404(
        Lead.objects.select_related("project"), pk=pk, project=request.project
    ).contact
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        add_note(contact, form.cleaned_data["body"], by=request.user)
        return redirect(contact)
    return _page(request, form, contact, _("New note"))


@require_http_methods(["GET", "HEAD", "POST"])
def editing(request, pk):
    note = _note(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"body": note.body})
    if form.is_valid():
        try:
            edit_note(note, form.cleaned_data["body"], by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(note.lead)
    return _page(request, form, note.lead.contact, _("Edit the note"))


def _its_contact(request, pk):
    return _note(request, pk).lead.get_absolute_url()


@verb(_its_contact)
def removing(request, pk):
    note = _note(request, pk)
    try:
        remove_note(note, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        back = reverse("note-restore", args=[request.project.slug, pk])
        messages.success(request, _("The note is removed."), extra_tags=f"undo {back}")
    return redirect(note.lead)


@verb(_its_contact)
def restoring(request, pk):
    note = _note(request, pk)
    try:
        restore_note(note, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(note.lead)


def _note(request, pk):
    notes = Note.objects.select_related("lead__project", "lead__contact")
    return get_object_or_404(notes, pk=pk, lead__project=request.project)


def _page(request, form, contact, heading):
    context = {"section": "contacts", "form": form, "contact": contact, "heading": heading}
    return render(request, "leads/note.html", context, status=422 if form.is_bound else 200)
