"""Resources, their children, and the names of their operations."""

from __future__ import annotations

import asyncio

from kitchen import AsyncClient, Client
from kitchen import models as m

from serving import Server


def test_every_life_cycle_operation(server: Server) -> None:
    with Client(base_url=server.url) as client:
        server.will_json({"dishId": "d", "name": "soup", "servings": 1})
        put = client.dishes.put(dish_id="d", name="soup")
        assert put == m.PutDishOutput(dish_id="d", name="soup", servings=1)
        server.will_json({"dishId": "d"})
        assert client.dishes.get(dish_id="d").name is None
        assert client.dishes.update(dish_id="d", servings=2) == m.UpdateDishOutput()
        assert server.last.method == "PATCH" and server.last.json == {"servings": 2}
        server.will_json({}, 204)
        assert client.dishes.delete(dish_id="d") is None
        server.will_json({"dishes": ["d"]})
        assert client.dishes.list().dishes == ["d"]
        server.will_json({}, 202)
        assert client.dishes.serve(dish_id="d") is None
        server.will_json({"verdict": "good"})
        assert client.dishes.taste(dish_id="d").verdict == "good"
        server.will_json({"count": 3})
        assert client.dishes.discard().count == 3
    assert [(seen.method, seen.target) for seen in server.seen] == [
        ("PUT", "/dishes/d"),
        ("GET", "/dishes/d"),
        ("PATCH", "/dishes/d"),
        ("DELETE", "/dishes/d"),
        ("GET", "/dishes"),
        ("POST", "/dishes/d/serve"),
        ("GET", "/dishes/d/taste"),
        ("POST", "/discard"),
    ]


def test_children_and_another_namespace(server: Server) -> None:
    with Client(base_url=server.url) as client:
        server.will_json({"cupboardId": "s"})
        assert client.cupboards.get(cupboard_id="s").cupboard_id == "s"
        server.will_json({"jarId": "j", "lid": {"diameter": 2}}, 201)
        jar = client.cupboards.jars.create(cupboard_id="s", lid=m.PantryCircle(diameter=2))
        assert jar.lid == m.PantryCircle(diameter=2) and server.last.target == "/cupboards/s/jars"
        server.will_json({"jars": ["j"]})
        assert client.cupboards.jars.list(cupboard_id="s").jars == ["j"]
        server.will_json({"count": 1})
        assert client.count_jars().count == 1
    assert m.Circle(radius=1.0) != m.PantryCircle(diameter=1)


def test_every_operation_is_also_flat(server: Server) -> None:
    server.will_json({"dishes": []})
    server.will_json({"jarId": "j"}, 201)
    with Client(base_url=server.url) as client:
        assert client.list_dishes().dishes == []
        assert client.create_jar(cupboard_id="s").jar_id == "j"
        assert type(client).list_dishes is type(client.dishes).list


def test_asynchronous(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            server.will_json({"verdict": "bad"})
            assert (await client.dishes.taste(dish_id="d")).verdict == "bad"
            server.will_json({"jars": ["j"]})
            assert (await client.cupboards.jars.list(cupboard_id="s")).jars == ["j"]

    asyncio.run(main())
