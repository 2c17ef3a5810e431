from django.urls import path

from compilation import views

ROUND = "declarations/<slug:slug>/rounds/<int:number>/compilation/"

PARTY = "declarations/<slug:slug>/rounds/<int:number>/parties/<str:code>/forms/"

urlpatterns = [
    path(ROUND, views.compilation, name="compilation"),
    path(f"{ROUND}<slug:layout>.<slug:format>", views.document, name="document"),
    path(f"{PARTY}<slug:form>.<slug:format>", views.form, name="form"),
    path("receipts/<uuid:ref>/receipt.pdf", views.receipt_pdf, name="receipt_pdf"),
    path(f"{PARTY}<uuid:ref>/observations/", views.observations, name="observations"),
]
