from django.contrib import admin
from django.urls import include, path

from conversations.widget.loader import loader

from .views.contact import contact
from .views.demo import shop
from .views.home import SignIn, SignOut, admin_sign_in, health, home, no_live, project_home
from .views.invitation import invitation
from .views.leaving import leaving
from .views.notifications import notifications
from .views.password import Done, Forgotten, Reset, Sent
from .views.picture import picture
from .views.profile import appearance, language, password, picture_removal, picture_upload, profile, projects
from .views.settings import fields
from .views.settings.canned import (
    canned_replies,
    canned_reply,
    removing_canned_reply,
    restoring_canned_reply,
)
from .views.settings.field import field
from .views.settings.field_kind import field_kind
from .views.settings.hours import hours
from .views.settings.install import allow_site, install, refuse_site
from .views.settings.members import members, removal, revocation, role
from .views.settings.project import project
from .views.settings.tags import merging_tags, tag, tags

# /p/<project_slug>/settings/
settings_urls = [
    path("", project, name="settings-project"),
    path("hours/", hours, name="settings-hours"),
    path("install/", install, name="settings-install"),
    path("install/sites/", allow_site, name="settings-allow-site"),
    path("install/sites/removal/", refuse_site, name="settings-refuse-site"),
    path("fields/", fields.fields, name="settings-fields"),
    path("fields/new/", field, name="settings-field-new"),
    path("fields/order/", fields.order, name="settings-field-order"),
    path("fields/<int:pk>/", field, name="settings-field"),
    path("fields/<int:pk>/kind/", field_kind, name="settings-field-kind"),
    path("fields/<int:pk>/requirement/", fields.require, name="settings-field-require"),
    path("fields/<int:pk>/retirement/", fields.retire, name="settings-field-retire"),
    path("fields/<int:pk>/return/", fields.bring_back, name="settings-field-return"),
    path("tags/", tags, name="settings-tags"),
    path("tags/<int:pk>/", tag, name="settings-tag"),
    path("tags/<int:pk>/merge/", merging_tags, name="settings-tag-merge"),
    path("canned/", canned_replies, name="settings-canned"),
    path("canned/new/", canned_reply, name="settings-canned-new"),
    path("canned/<int:pk>/", canned_reply, name="settings-canned-reply"),
    path("canned/<int:pk>/removal/", removing_canned_reply, name="settings-canned-removal"),
    path("canned/<int:pk>/return/", restoring_canned_reply, name="settings-canned-return"),
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
    path("leaving/", leaving, name="leaving"),
]

# /profile/
profile_urls = [
    path("", profile, name="profile"),
    path("picture/", picture_upload, name="profile-picture"),
    path("picture/removal/", picture_removal, name="profile-picture-removal"),
    path("language/", language, name="profile-language"),
    path("appearance/", appearance, name="profile-appearance"),
    path("password/", password, name="profile-password"),
    path("notifications/", notifications, name="notifications"),
    path("projects/", projects, name="profile-projects"),
]

# /password/reset/
password_reset_urls = [
    path("", Forgotten.as_view(), name="password-reset"),
    path("sent/", Sent.as_view(), name="password-reset-sent"),
    path("done/", Done.as_view(), name="password-reset-done"),
    path("<uidb64>/<token>/", Reset.as_view(), name="password-reset-confirm"),
]

handler500 = "crm.views.errors.server_error"
# /live/
live_urls = [
    path("p/<slug:slug>/", no_live, name="live-agent"),
    path("chat/<slug:key>/", no_live, name="live-visitor"),
]

urlpatterns = [
    path("", home, name="home"),
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("password/reset/", include(password_reset_urls)),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("profile/", include(profile_urls)),
    path("pictures/<uuid:pk>/", picture, name="picture"),
    path("p/<slug:project_slug>/", include(project_urls)),
    path("chat/<slug:project_key>/", include("conversations.widget.urls")),
    path("widget.js", loader, name="loader"),
    path("live/", include(live_urls)),
    path("demo/", shop, name="demo"),
    path("admin/login/", admin_sign_in),
    path("admin/", admin.site.urls),
    path("healthz", health, name="health"),
]
