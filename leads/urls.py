from django.urls import path

from .views.contact_list import ContactList

# /p/<project_slug>/contacts/
urlpatterns = [
    path("", ContactList.as_view(), name="contact-list"),
]
