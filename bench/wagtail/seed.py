"""Makes the site's database with 10,000 pages, once."""

import datetime
import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
database = Path(os.environ["WAGTAIL_DATA"]) / "wagtail.db"
if database.exists():
    sys.exit(0)
making = database.with_suffix(".making")
making.unlink(missing_ok=True)

import django  # noqa: E402
from django.conf import settings  # noqa: E402

settings.DATABASES["default"]["NAME"] = making
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: E402

from news.models import NewsIndex, NewsPage  # noqa: E402

PAGES = 10_000
BODY = "Når åpner svømmehallen igjen etter sommeren? Det har stått stengt i tre uker nå, og ungene spør hver dag. " * 3

call_command("migrate", verbosity=0)
root = Page.objects.get(depth=1)
index = root.add_child(instance=NewsIndex(title="News", slug="news"))
Site.objects.all().delete()
Site.objects.create(hostname="127.0.0.1", port=80, root_page=index, is_default_site=True)
start = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
with transaction.atomic(), disable_reference_index_auto_update():
    for n in range(PAGES):
        date = start + datetime.timedelta(minutes=n)
        index.add_child(instance=NewsPage(title=f"Page {n}", slug=f"page-{n}", date=date, author="Kari Nordmann", body=BODY))
connection.close()
making.rename(database)
