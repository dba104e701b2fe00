"""A citizen on a Mastodon server, by an independent client library (Mastodon.py).

    citizen.py SERVER TOKEN reply STATUS_ID TEXT   answers a status; prints the new status's id
    citizen.py SERVER TOKEN edit STATUS_ID TEXT    changes an own status
    citizen.py SERVER TOKEN delete STATUS_ID       takes an own status back
    citizen.py SERVER TOKEN show STATUS_ID         prints content, alt texts and parent as JSON
"""

import json
import sys

from mastodon import Mastodon


def main() -> None:
    server, token, verb, status_id, *text = sys.argv[1:]
    client = Mastodon(api_base_url=server, access_token=token, version_check_mode="none")
    if verb == "reply":
        print(client.status_post(text[0], in_reply_to_id=status_id)["id"])
    elif verb == "edit":
        client.status_update(status_id, text[0])
    elif verb == "delete":
        client.status_delete(status_id)
    elif verb == "show":
        status = client.status(status_id)
        seen = {
            "content": status["content"],
            "alt": [media["description"] for media in status["media_attachments"]],
            "in_reply_to_id": status["in_reply_to_id"] and str(status["in_reply_to_id"]),
        }
        print(json.dumps(seen, ensure_ascii=False))
    else:
        sys.exit(f"unknown verb {verb}")


if __name__ == "__main__":
    main()
