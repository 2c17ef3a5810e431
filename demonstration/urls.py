from django.conf import settings
from django.urls import path

from demonstration import views

# In any other installation these addresses do not exist.
urlpatterns = (
    [
        path("demonstration/", views.cast, name="cast"),
        path("demonstration/sign-in/", views.sign_in, name="sign_in_as"),
        path("demonstration/outbox/", views.outbox, name="outbox"),
        path("demonstration/outbox/<int:number>/", views.notice, name="outbox_notice"),
    ]
    if settings.DEMO
    else []
)
