from django.urls import path

from .views.activity import activity
from .views.contact_list import ContactList
from .views.create import creating, hints
from .views.duplicates import duplicates, later, not_the_same
from .views.edit import edit
from .views.erase import erasing
from .views.export import exporting
from .views.merging import choosing, merges, merging, splitting, undoing
from .views.notes import editing, removing, restoring, writing
from .views.tags import tagging, untagging
from .views.trash import bringing_back, trash_list, trashing

# /p/<project_slug>/contacts/
urlpatterns = [
    path("", ContactList.as_view(), name="contact-list"),
    path("new/", creating, name="contact-new"),
    path("hints/", hints, name="contact-hints"),
    path("<int:pk>/edit/", edit, name="contact-edit"),
    path("<int:pk>/activity/", activity, name="contact-activity"),
    path("<int:pk>/notes/", writing, name="note-new"),
    path("notes/<int:pk>/", editing, name="note-edit"),
    path("notes/<int:pk>/removal/", removing, name="note-remove"),
    path("notes/<int:pk>/return/", restoring, name="note-restore"),
    path("<int:pk>/tags/", tagging, name="contact-tag"),
    path("<int:pk>/tags/<int:tag>/removal/", untagging, name="contact-untag"),
    path("<int:pk>/merge/", merging, name="contact-merge"),
    path("<int:pk>/erasure/", erasing, name="contact-erase"),
    path("trash/", trash_list, name="trash-list"),
    path("<int:pk>/trash/", trashing, name="contact-trash"),
    path("<int:pk>/return/", bringing_back, name="contact-restore"),
    path("<int:pk>/export/", exporting, name="contact-export"),
    path("<int:pk>/split/", splitting, name="contact-split"),
    path("duplicates/", duplicates, name="duplicate-list"),
    path("duplicates/<int:pk>/refusal/", not_the_same, name="duplicate-refuse"),
    path("duplicates/<int:pk>/postponement/", later, name="duplicate-postpone"),
    path("merge/", choosing, name="contact-merge-chosen"),
    path("merges/", merges, name="merge-list"),
    path("merges/<int:pk>/undo/", undoing, name="merge-undo"),
]
