"""Serves Authlib on loopback, as serve.ts does with the other products, until standard input ends."""
import importlib.metadata
import json
import logging
import os
import sys
import threading
from collections import defaultdict

# Loopback is plain HTTP.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import authlib_product as product  # noqa: E402
from flask import Flask, request  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402


class Log:
    """The requests of one account, which is one test's."""

    def __init__(self):
        self.requests = []
        self.refresh_tokens = []
        self.late = threading.Event()

    def number_of(self, refresh_token):
        if refresh_token is None:
            return None
        if refresh_token not in self.refresh_tokens:
            self.refresh_tokens.append(refresh_token)
        return self.refresh_tokens.index(refresh_token) + 1


logs = defaultdict(Log)
app = Flask(__name__)
server = product.create(app)


def note(account, endpoint, response):
    # As go-oauth2 answers.
    if account.endswith("-by-401") and response.status_code == 400:
        response.status_code = 401
    log = logs[account]
    entry = {
        "endpoint": endpoint,
        "grant": request.form.get("grant_type"),
        "refreshToken": log.number_of(request.form.get("refresh_token")),
        "status": response.status_code,
        "error": response.get_json(silent=True).get("error") if response.status_code >= 400 else None,
    }
    log.requests.append({name: value for name, value in entry.items() if value is not None})
    return response


@app.post("/<account>/connect/token")
def request_token(account):
    return note(account, "token", server.create_token_response())


@app.post("/<account>/connect/revocation")
def revoke_token(account):
    return note(account, "revocation", server.create_endpoint_response("revocation"))


@app.get("/<account>/users/me")
def read_user(account):
    accepted = product.accepts(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if not accepted and "late" in request.args:
        logs[account].late.wait()
    status = 200 if accepted else 401
    logs[account].requests.append({"endpoint": "api", "status": status})
    return {"username": account}, status


@app.get("/<account>/control/requests")
def list_requests(account):
    return logs[account].requests


@app.post("/<account>/control/answerLate")
def answer_late(account):
    logs[account].late.set()
    return {}


CHANGES = {
    "expireAccessTokens": product.expire_access_tokens,
    "expireRefreshTokens": product.expire_refresh_tokens,
    "revokeSessions": product.revoke_sessions,
}


@app.post("/<account>/control/<change>")
def change_sessions(account, change):
    CHANGES[change](account)
    return {}


logging.getLogger("werkzeug").setLevel(logging.ERROR)
http = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=http.serve_forever, daemon=True).start()
version = importlib.metadata.version("authlib")
print(json.dumps({"url": f"http://127.0.0.1:{http.server_port}", "version": version}), flush=True)
sys.stdin.read()
