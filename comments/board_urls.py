"""Where a round stands, and what happened when: addresses of their own screen."""

from django.urls import path

from comments.views import dashboard, events, tracing

ROUND = "declarations/<slug:slug>/rounds/<int:number>/"

urlpatterns = [
    path(f"{ROUND}dashboard/", dashboard.dashboard, name="dashboard"),
    path(f"{ROUND}dashboard/recipients/", dashboard.dashboard_recipients, name="dashboard_recipients"),
    path(f"{ROUND}dashboard/<slug:chart>.svg", dashboard.dashboard_chart, name="dashboard_chart"),
    path(f"{ROUND}dashboard/letters/", dashboard.dashboard_letters, name="dashboard_letters"),
    path(f"{ROUND}dashboard/<slug:chart>.<slug:format>", dashboard.dashboard_table, name="dashboard_table"),
    path(f"{ROUND}replies/", dashboard.replies, name="replies"),
    path("sources/unregistered/", tracing.unregistered, name="unregistered"),
    path("events.ics", events.calendar, name="calendar"),
    path("events.atom", events.feed, name="feed"),
]
