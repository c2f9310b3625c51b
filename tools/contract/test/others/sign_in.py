"""Signs in to the four emulated providers and calls their APIs, with Python's standard library alone."""
import base64
import json
import sys
import urllib.parse
import urllib.request


def send(method, url, headers=None, form=None, body=None):
    data = None
    headers = dict(headers or {})
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
    elif body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request) as response:
        text = response.read()
        return json.loads(text) if text else None


def meshy(urls, known):
    account = known["accountName"]
    form = {
        "client_id": known["publicKey"],
        "grant_type": "password",
        "username": known["username"],
        "password": known["password"],
        "scope": "meshy.api offline_access",
    }
    tokens = send("POST", f"{urls['authBaseUrl']}/{account}/connect/token", form=form)
    bearer = {"Authorization": "Bearer " + tokens["access_token"]}
    return send("GET", f"{urls['apiBaseUrl']}/{account}/users/me", bearer)["username"]


def elasticpath(urls, known):
    base = urls["authBaseUrl"]
    form = {"grant_type": "implicit", "client_id": known["clientId"]}
    client = send("POST", f"{base}/oauth/access_token", form=form)
    headers = {"Authorization": "Bearer " + client["access_token"]}
    data = {
        "type": "account_management_authentication_token",
        "authentication_mechanism": "password",
        "password_profile_id": known["passwordProfileId"],
        "username": known["username"],
        "password": known["password"],
    }
    tokens = send("POST", f"{base}/v2/account-members/tokens", headers, body={"data": data})
    headers["EP-Account-Management-Authentication-Token"] = tokens["data"][0]["token"]
    return send("GET", f"{base}/v2/accounts", headers)["data"][0]["name"]


def gooru(urls, known):
    basic = base64.b64encode(f"{known['username']}:{known['password']}".encode()).decode()
    body = {"client_key": known["clientKey"], "client_id": known["clientId"], "grant_type": "credential"}
    url = f"{urls['authBaseUrl']}/token"
    session = send("POST", url, {"Authorization": "Basic " + basic}, body=body)
    headers = {"Authorization": "Token " + session["access_token"]}
    username = send("GET", f"{urls['apiBaseUrl']}/nucleus/v1/profile", headers)["username"]
    send("DELETE", url, headers)
    return username


def genlogs(urls, known):
    query = urllib.parse.urlencode({"email": known["email"], "password": known["password"]})
    headers = {"accept": "application/json", "x-api-key": known["apiKey"]}
    tokens = send("POST", f"{urls['authBaseUrl']}/auth/token?{query}", headers)
    headers["Access-Token"] = tokens["access_token_data"]["token"]
    return send("GET", f"{urls['apiBaseUrl']}/me", headers)["email"]


given = json.loads(sys.argv[1])
providers = {"meshy": meshy, "elasticpath": elasticpath, "gooru": gooru, "genlogs": genlogs}
print(json.dumps({name: run(given["urls"][name], given["credentials"][name]) for name, run in providers.items()}))
