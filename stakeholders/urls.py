from django.conf.urls.i18n import urlpatterns as language
from django.urls import path

from stakeholders.views import account, coming, delegation, post

DELEGATION = "delegations/<str:code>/"

urlpatterns = [
    path("invitations/<str:token>/", coming.invitation, name="invitation"),
    path("invitations/<str:token>/renewal/", coming.renewal, name="invitation_renewal"),
    path("letters/<uuid:ref>/", post.letter, name="received"),
    path("bounces/", post.bounces, name="bounces"),
    path("invitation/code/", coming.code, name="invitation_code"),
    path("account/", account.account, name="account"),
    path("kept/<uuid:ref>/", coming.kept, name="kept"),
    path(DELEGATION, delegation.delegation, name="delegation"),
    path(f"{DELEGATION}invitations/", delegation.invitations, name="delegation_invitations"),
    path(f"{DELEGATION}alternate/", delegation.alternate, name="alternate"),
    path(f"{DELEGATION}absence/", delegation.absence, name="absence"),
    path(f"{DELEGATION}takeover/", delegation.takeover, name="takeover"),
    path(f"{DELEGATION}appointment/", delegation.appointment, name="appointment"),
    path(f"{DELEGATION}appointment/<str:sha256>/", delegation.appointment_file, name="appointment_file"),
    *language,
]
