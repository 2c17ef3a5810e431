"""Which admin site Django uses. A module of its own, since Django looks into `apps.py` for one class only."""

from django.contrib.admin.apps import AdminConfig as StockConfig


class AdminConfig(StockConfig):
    default_site = "stakeholders.site.Site"
