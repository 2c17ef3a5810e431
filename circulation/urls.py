from django.urls import path

from circulation.views import approving, open_call

ROUND = "declarations/<slug:slug>/rounds/<int:number>/"

urlpatterns = [
    path(f"{ROUND}approval/", approving.approval, name="approval"),
    path(f"{ROUND}participation/", open_call.participation, name="participation"),
    path(f"{ROUND}participation/sent/", open_call.sent, name="participation_sent"),
    path("participations/<str:token>/", open_call.confirmation, name="participation_confirmation"),
    path("participations/<str:token>/renewal/", open_call.renewal, name="participation_renewal"),
]
