from django.urls import path

from mandate.views import public

MANDATE = "mandates/<slug:mandate>/"

urlpatterns = [
    path("sources/", public.sources, name="sources"),
    path("sources/<slug:source>/", public.source, name="source"),
    path(f"{MANDATE}activities/", public.activities, name="activities"),
    path(f"{MANDATE}activities/<slug:activity>/", public.activity, name="activity"),
    path(f"{MANDATE}questionnaires/<slug:questionnaire>/", public.questionnaire, name="questionnaire"),
]
