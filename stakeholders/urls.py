from django.conf.urls.i18n import urlpatterns as language
from django.urls import path

from stakeholders import views

urlpatterns = [
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("invitation/code/", views.code, name="invitation_code"),
    path("kept/<uuid:ref>/", views.kept, name="kept"),
    *language,
]
