from django.contrib import admin
from django.urls import include, path

from .views.contact import contact
from .views.demo import shop
from .views.home import SignIn, SignOut, admin_sign_in, health, home, project_home

# /p/<project_slug>/
project_urls = [
    path("", project_home, name="project"),
    path("contacts/", include("leads.urls")),
    path("contacts/<int:pk>/", contact, name="contact"),
    path("conversations/", include("conversations.urls")),
]

urlpatterns = [
    path("", home, name="home"),
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("p/<slug:project_slug>/", include(project_urls)),
    path("chat/<slug:project_key>/", include("conversations.widget.urls")),
    path("demo/", shop, name="demo"),
    path("admin/login/", admin_sign_in),
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
]
