from plus_one.http.fields import Answer, Body, build_models


def test_models_are_built_all_at_once_when_asked_for_and_else_each_when_it_is_needed() -> None:
    class Order(Body):
        number: int

    class Urgent(Order):
        pass

    class Receipt(Answer):
        number: int

    models = Order, Urgent, Receipt
    assert [model.__pydantic_complete__ for model in models] == [False] * 3
    build_models()
    assert [model.__pydantic_complete__ for model in models] == [True] * 3
