from django.core.paginator import Paginator
from django.db import models
from wagtail.models import Page

IN_A_LIST = 25


class NewsPage(Page):
    date = models.DateTimeField()
    author = models.CharField(max_length=100)
    body = models.TextField()


class NewsIndex(Page):
    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = NewsPage.objects.child_of(self).live().order_by("-date")
        context["pages"] = Paginator(pages, IN_A_LIST).get_page(request.GET.get("p"))
        return context
