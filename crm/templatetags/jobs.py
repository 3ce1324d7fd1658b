from django import template

from crm.jobs.health import trouble

register = template.Library()
register.inclusion_tag("admin/_jobs.html", name="job_trouble")(trouble)
