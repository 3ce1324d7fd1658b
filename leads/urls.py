from django.urls import path

from .views.contact_list import ContactList
from .views.edit import edit

# /p/<project_slug>/contacts/
urlpatterns = [
    path("", ContactList.as_view(), name="contact-list"),
    path("<int:pk>/edit/", edit, name="contact-edit"),
]
