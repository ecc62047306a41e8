"""The commands of docs/local.md, as they are pasted into a shell."""

import json
import re
import subprocess
from pathlib import Path

from tests.conftest import ROOT
from tests.flow.people import newcomer
from tests.flow.stack import Stack, eventually

STORY, AFTERWARDS = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "local.md").read_text("utf-8"), re.DOTALL)


def test_the_story_with_curl_books_a_plus_one(stack: Stack, tmp_path: Path) -> None:
    coach, client = newcomer(stack, "Casey", "coach"), newcomer(stack, "Alex", "client")
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "stack.json").write_text(json.dumps(stack.described, indent=2))

    def pasted(*blocks: str) -> str:
        text = "\n".join(blocks).replace("http://127.0.0.1:8080", stack.described["api_url"])
        text = text.replace("casey.coach@example.com", coach.email).replace("alex.client@example.com", client.email)
        return subprocess.run(["bash", "-c", text], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert '"renewal":{"state":"pending"' in pasted(STORY)
    path = f"/v1/coaches/{coach.user_id}"
    after = eventually(lambda: client.does("GET", path), lambda pair: pair["renewal"]["state"] == "booked")
    assert after["on_deck"] == 1

    said = pasted(STORY, AFTERWARDS)  # the first block again books no +1, as one is still on deck
    assert '"on_deck":1' in said
    ended = client.does("GET", path)
    assert ended["enrollment"]["state"] == "not_enrolled"
    assert ended["renewal"] == after["renewal"]
