"""The admin in a browser: axe, the strict policy, both themes, desk and phone."""

import pytest

from tests.browser.looks import DESK, PHONE, assert_looks_fine
from tests.factories import ConversationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "index": "",
    "leads of a project": "leads/lead/?project={project}",
    "lead": "leads/lead/{lead}/change/",
    "conversations": "conversations/conversation/",
    "person": "crm/user/{agent}/change/",
    "new person": "crm/user/add/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_of_the_admin_is_fine(open_page, signed_in, staff, project, agent, path):
    lead = ConversationFactory(project=project, lead__full_name="Łukasz", lead__email="l@fern.example").lead
    page = open_page(signed_in(staff))
    page.goto(f"/admin/{path}".format(project=project.pk, lead=lead.pk, agent=agent.pk))
    assert_looks_fine(page, DESK, PHONE)
