"""Choose and order what to act on."""

from django.urls import URLPattern, path

from alongside.plans.views import choosing, ordering, priorities

ONE = "priorities/<uuid:assessment_id>/"

urlpatterns: list[URLPattern] = [
    path(ONE, priorities.priorities, name="priorities"),
    path(f"{ONE}start/", priorities.start_priorities, name="start-priorities"),
    path(f"{ONE}choose/", choosing.choose_priorities, name="choose-priorities"),
    path(f"{ONE}enter/", choosing.enter_choices, name="enter-choices"),
    path(f"{ONE}open/", priorities.open_choices, name="open-choices"),
    path(f"{ONE}order/", ordering.order_priorities, name="order-priorities"),
    path(f"{ONE}confirm/", ordering.confirm_order, name="confirm-order"),
    path(f"{ONE}told/", ordering.order_told, name="order-told"),
    path(f"{ONE}answer/", ordering.answer_order_as_member, name="answer-order-as-member"),
]
