from django.urls import path

from drafting.views import acts, correcting, founding, importing, mandates, past, succeeding, working

TEXT = "declarations/<slug:slug>/"
WORKING = f"{TEXT}working/"
PROVISION = f"{WORKING}<uuid:uid>/"
VERSION = f"{TEXT}versions/<int:number>/"
MANDATE = "mandates/<slug:mandate>/"

urlpatterns = [
    path("import/", importing.upload, name="import"),
    path("import/<uuid:ref>/", importing.understood, name="upload"),
    path("import/<uuid:ref>/declaration/", importing.declaration, name="import_declaration"),
    path("import/<uuid:ref>/relations/", succeeding.relations, name="relations"),
    path("import/<uuid:ref>/succession/", succeeding.succession, name="succession"),
    path("import/<uuid:ref>/renderings/", succeeding.renderings, name="renderings"),
    path(WORKING, working.working, name="working"),
    path(f"{WORKING}addition/", acts.addition, name="add_provision"),
    path(PROVISION, working.edit, name="edit"),
    path(f"{PROVISION}typing/", working.typing, name="typing"),
    path(f"{PROVISION}typing/deletion/", working.forget_typing, name="forget_typing"),
    path(f"{PROVISION}changes/", working.changes, name="changes"),
    path(f"{PROVISION}history/", working.history, name="history"),
    path(f"{PROVISION}place/", acts.place, name="move"),
    path(f"{PROVISION}split/", acts.split, name="split"),
    path(f"{PROVISION}merge/", acts.merge, name="merge"),
    path(f"{PROVISION}number/", acts.number, name="renumber"),
    path(f"{PROVISION}deletion/", acts.deletion, name="delete"),
    path(f"{PROVISION}restoration/", acts.restoration, name="restore"),
    path(f"{PROVISION}bases/", founding.bases, name="bases"),
    path(f"{PROVISION}bases/<int:number>/withdrawal/", founding.withdrawal, name="withdraw_basis"),
    path("mandates/", mandates.mandates, name="mandates"),
    path(MANDATE, mandates.mandate, name="mandate"),
    path(f"{MANDATE}requests/", mandates.requests, name="requests"),
    path(f"{MANDATE}considerations/", mandates.considerations, name="considerations"),
    path(f"{MANDATE}practices/", mandates.practices, name="practices"),
    path(f"{TEXT}freeze/", acts.freeze, name="freeze"),
    path(f"{VERSION}issue/", acts.issue, name="issue"),
    path(f"{VERSION}corrigendum/", correcting.corrigendum, name="corrigendum"),
    path(f"{VERSION}setting-aside/", correcting.setting_aside, name="setting_aside"),
    path(f"{VERSION}symbol/", acts.symbol, name="symbol"),
    path(f"{VERSION}earlier/", past.entering, name="past_version"),
    path(f"{VERSION}files/", past.filing, name="file_issued"),
    path("issued-files/<uuid:ref>/", past.issued_file, name="issued_file"),
]
