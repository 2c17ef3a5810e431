from django.urls import path

from compilation import finalizing, handing, printouts, records, reporting, texts, views

ROUND = "declarations/<slug:slug>/rounds/<int:number>/compilation/"

PARTY = "declarations/<slug:slug>/rounds/<int:number>/parties/<str:code>/forms/"
TEXT = "declarations/<slug:slug>/"

urlpatterns = [
    path("mandates/<slug:mandate>/report/", reporting.page, name="mandate_report"),
    path("mandates/<slug:mandate>/report.<slug:format>", reporting.report, name="mandate_report_file"),
    path("mandates/<slug:mandate>/handover/", handing.page, name="handover"),
    path(
        "mandates/<slug:mandate>/handover/<slug:whose>/printout/",
        printouts.order_handover,
        name="order_handover",
    ),
    path(f"{TEXT}versions/<int:number>/files/<slug:language>.<slug:format>", texts.text, name="text_file"),
    path(
        f"{TEXT}compare/<int:old>/<slug:new>/files/<slug:language>.<slug:format>",
        texts.redline,
        name="redline_file",
    ),
    path(f"{TEXT}compare/<int:old>/<int:new>/sources.<slug:format>", texts.sources, name="source_table"),
    path(f"{TEXT}bases.<slug:format>", texts.matrix, name="matrix_file"),
    path(f"{TEXT}working/files/text.docx", texts.working, name="working_file"),
    path(f"{TEXT}finalization/", finalizing.finalization, name="finalization"),
    path(f"{TEXT}finalization/beginning/", finalizing.beginning, name="finalization_beginning"),
    path(f"{TEXT}finalization/reopening/", finalizing.reopening, name="text_reopening"),
    path(f"{TEXT}finalization/submission/", finalizing.submission, name="council_submission"),
    path(f"{TEXT}finalization/package.zip", finalizing.package, name="package"),
    path(f"{TEXT}comments.<slug:format>", records.record, name="comments_file"),
    path(ROUND, views.compilation, name="compilation"),
    path(f"{ROUND}<slug:layout>.<slug:format>", views.document, name="document"),
    path(f"{ROUND}<slug:layout>.<slug:format>/printout/", printouts.order, name="order_printout"),
    path("printouts/<uuid:ref>/", printouts.printout, name="printout"),
    path("printouts/<uuid:ref>/cancellation/", printouts.cancellation, name="cancel_printout"),
    path("printouts/<uuid:ref>/file/", printouts.file, name="printout_file"),
    path(f"{PARTY}<slug:form>.<slug:format>", views.form, name="form"),
    path("letters/answers/<uuid:ref>/letter.<slug:format>", views.letter, name="letter_file"),
    path("receipts/<uuid:ref>/receipt.pdf", views.receipt_pdf, name="receipt_pdf"),
    path(f"{PARTY}<uuid:ref>/observations/", views.observations, name="observations"),
]
