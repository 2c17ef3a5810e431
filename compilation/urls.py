from django.urls import path

from compilation import views

ROUND = "declarations/<slug:slug>/rounds/<int:number>/compilation/"

urlpatterns = [
    path(ROUND, views.compilation, name="compilation"),
    path(f"{ROUND}<slug:layout>.<slug:format>", views.document, name="document"),
]
