from django.urls import path

from comments.views import (
    clearing,
    comparing,
    depositing,
    desk,
    intake,
    listing,
    public,
    reading,
    submission,
    workspace,
)

TEXT = "declarations/<slug:slug>/"
ROUND = f"{TEXT}rounds/<int:number>/"
PARTY = f"{ROUND}parties/<str:code>/"
DRAFT = f"{PARTY}drafts/<uuid:ref>/"
FORM = f"{PARTY}forms/<uuid:ref>/"
COMMENT = f"{TEXT}comments/<str:ref>/"

urlpatterns = [
    path("", public.home, name="home"),
    path(TEXT, public.declaration, name="declaration"),
    path(f"{TEXT}versions/<int:number>/", reading.version, name="version"),
    path(f"{TEXT}versions/<int:number>/<slug:place>/", reading.provision, name="provision"),
    path(f"{TEXT}versions/<int:number>/<slug:place>/<str:paragraph>/", reading.provision, name="paragraph"),
    path(f"{TEXT}provisions/<uuid:uid>/", reading.provision_road, name="provision_road"),
    path(f"{TEXT}compare/", comparing.compare, name="compare"),
    path(f"{TEXT}compare/<int:old>/<slug:new>/", comparing.comparison, name="comparison"),
    path(ROUND, public.round_page, name="round"),
    path(f"{ROUND}publication/", desk.publication, name="publication"),
    path(PARTY, workspace.workspace, name="workspace"),
    path(f"{PARTY}drafts/", workspace.new_draft, name="new_draft"),
    path(DRAFT, workspace.draft, name="draft"),
    path(f"{DRAFT}typing/", workspace.typing, name="draft_typing"),
    path(f"{DRAFT}proposal/", workspace.proposal, name="draft_proposal"),
    path(f"{DRAFT}retention/", workspace.retention, name="draft_retention"),
    path(f"{DRAFT}state/", clearing.state, name="draft_state"),
    path(f"{DRAFT}remarks/", clearing.remarks, name="draft_remarks"),
    path(f"{PARTY}clearance/", clearing.clearance, name="clearance"),
    path(f"{PARTY}clearance/pause/", clearing.pause, name="pause"),
    path(f"{PARTY}forms/", intake.forms, name="forms"),
    path(f"{FORM}", intake.report, name="intake"),
    path(f"{FORM}file/", intake.file, name="intake_file"),
    path(f"{FORM}rows/<int:row>/", intake.row, name="intake_row"),
    path(f"{FORM}intake/", intake.taking, name="intake_taking"),
    path(f"{PARTY}deposit/", depositing.deposit, name="deposit"),
    path("receipts/<uuid:ref>/confirmation/", depositing.confirmation, name="confirmation"),
    path("receipts/<uuid:ref>/file/", depositing.file, name="deposit_file"),
    path(f"{PARTY}submission/", submission.submission, name="submission"),
    path(f"{PARTY}<slug:answer>/", submission.without_comments, name="without_comments"),
    path("receipts/", submission.check, name="check"),
    path("receipts/<uuid:ref>/", submission.receipt, name="receipt"),
    path("receipts/chain.json", submission.chain, name="chain"),
    path("receipts/verify_receipts.py", submission.verifier_file, name="verifier"),
    path("receipts/<uuid:ref>/proof/", submission.proof, name="proof"),
    path("receipts/<uuid:ref>/disavowal/", submission.disavowal, name="disavowal"),
    path(f"{ROUND}receipts.json", submission.proofs, name="proofs"),
    path("receipts/<uuid:ref>/record/", submission.record, name="record"),
    path("receipts/<uuid:ref>/withdrawal/", submission.withdrawal, name="withdrawal"),
    path(f"{TEXT}comments/", listing.comments, name="comments"),
    path(COMMENT, listing.comment, name="comment"),
    path(f"{COMMENT}endorsement/", listing.endorsement, name="endorsement"),
    path(f"{COMMENT}response/", desk.response, name="response"),
    path(f"{COMMENT}response/decision/", desk.decision, name="decision"),
    path(f"{COMMENT}response/reopening/", desk.reopening, name="reopening"),
    path(f"{COMMENT}application/", desk.application, name="application"),
    path(f"{TEXT}desk/", desk.desk, name="desk"),
    path(f"{TEXT}desk/general/", desk.provision, name="desk_general"),
    path(f"{TEXT}desk/<uuid:uid>/", desk.provision, name="desk_provision"),
]
