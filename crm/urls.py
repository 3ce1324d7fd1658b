from django.contrib import admin
from django.urls import include, path

from .views.contact import contact
from .views.demo import shop
from .views.home import SignIn, SignOut, admin_sign_in, health, home, project_home
from .views.invitation import invitation
from .views.notifications import notifications
from .views.password import Done, Forgotten, Reset, Sent
from .views.profile import password, profile
from .views.settings import fields
from .views.settings.hours import hours
from .views.settings.install import allow_site, install, refuse_site
from .views.settings.members import members, removal, revocation, role
from .views.settings.project import project

# /p/<project_slug>/settings/
settings_urls = [
    path("", project, name="settings-project"),
    path("hours/", hours, name="settings-hours"),
    path("install/", install, name="settings-install"),
    path("install/sites/", allow_site, name="settings-allow-site"),
    path("install/sites/removal/", refuse_site, name="settings-refuse-site"),
    path("fields/", fields.fields, name="settings-fields"),
    path("fields/new/", fields.field, name="settings-field-new"),
    path("fields/order/", fields.order, name="settings-field-order"),
    path("fields/<int:pk>/", fields.field, name="settings-field"),
    path("fields/<int:pk>/place/", fields.move, name="settings-field-move"),
    path("fields/<int:pk>/retirement/", fields.retire, name="settings-field-retire"),
    path("fields/<int:pk>/return/", fields.bring_back, name="settings-field-return"),
    path("members/", members, name="settings-members"),
    path("members/<int:pk>/role/", role, name="settings-member-role"),
    path("members/<int:pk>/removal/", removal, name="settings-member-removal"),
    path("members/invitations/<int:pk>/revocation/", revocation, name="settings-invitation-revocation"),
]

# /p/<project_slug>/
project_urls = [
    path("", project_home, name="project"),
    path("contacts/", include("leads.urls")),
    path("contacts/<int:pk>/", contact, name="contact"),
    path("conversations/", include("conversations.urls")),
    path("settings/", include(settings_urls)),
]

# /password/reset/
password_reset_urls = [
    path("", Forgotten.as_view(), name="password-reset"),
    path("sent/", Sent.as_view(), name="password-reset-sent"),
    path("done/", Done.as_view(), name="password-reset-done"),
    path("<uidb64>/<token>/", Reset.as_view(), name="password-reset-confirm"),
]

urlpatterns = [
    path("", home, name="home"),
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("password/reset/", include(password_reset_urls)),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("profile/", profile, name="profile"),
    path("profile/password/", password, name="profile-password"),
    path("profile/notifications/", notifications, name="notifications"),
    path("p/<slug:project_slug>/", include(project_urls)),
    path("chat/<slug:project_key>/", include("conversations.widget.urls")),
    path("demo/", shop, name="demo"),
    path("admin/login/", admin_sign_in),
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
]
