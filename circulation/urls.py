from django.urls import path

from circulation import views

ROUND = "declarations/<slug:slug>/rounds/<int:number>/"

urlpatterns = [
    path(f"{ROUND}approval/", views.approval, name="approval"),
]
