"""Authlib's authorization server on Flask, with storage in memory."""
import time

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants
from authlib.oauth2.rfc7009 import RevocationEndpoint

PUBLIC_KEY = "pk_servers"
PASSWORD = "correct horse battery staple"
DAY_SECONDS = 86_400


class Client(ClientMixin):
    """Has no secret, as MeshyDB's clients have none."""

    def get_client_id(self):
        return PUBLIC_KEY

    def get_allowed_scope(self, scope):
        return scope

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "none"

    def check_grant_type(self, grant_type):
        return grant_type in ("password", "refresh_token")


class Token(TokenMixin):
    def __init__(self, user, access_token, refresh_token, expires_in, scope=""):
        self.user = user
        self.access_token = access_token
        self.refresh_token = refresh_token
        self.scope = scope
        self.access_token_ends = time.time() + expires_in
        self.refresh_token_ends = time.time() + DAY_SECONDS

    def check_client(self, client):
        return client is CLIENT

    def get_scope(self):
        return self.scope

    def revoke(self):
        self.access_token_ends = self.refresh_token_ends = 0


CLIENT = Client()
tokens = []


def find(**fields):
    [(name, value)] = fields.items()
    return next((token for token in list(tokens) if getattr(token, name) == value), None)


def save(token, request):
    kept = {name: token[name] for name in ("access_token", "refresh_token", "expires_in", "scope")}
    tokens.append(Token(request.user, **kept))


class PasswordGrant(grants.ResourceOwnerPasswordCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]

    def authenticate_user(self, username, password):
        return username if password == PASSWORD else None


class RefreshTokenGrant(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token):
        token = find(refresh_token=refresh_token)
        return token if token and token.refresh_token_ends > time.time() else None

    def authenticate_user(self, refresh_token):
        return refresh_token.user

    def revoke_old_credential(self, refresh_token):
        refresh_token.revoke()


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = ["none"]

    def query_token(self, token_string, token_type_hint):
        return find(refresh_token=token_string) or find(access_token=token_string)

    def revoke_token(self, token, request):
        token.revoke()


def create(app):
    app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
    app.config["OAUTH2_SCOPES_SUPPORTED"] = ["meshy.api", "offline_access"]
    server = AuthorizationServer(app, lambda client_id: CLIENT if client_id == PUBLIC_KEY else None, save)
    server.register_grant(PasswordGrant)
    server.register_grant(RefreshTokenGrant)
    server.register_endpoint(Revocation)
    return server


def accepts(access_token):
    token = find(access_token=access_token)
    return token is not None and token.access_token_ends > time.time()


def expire_access_tokens(user):
    for token in tokens:
        if token.user == user:
            token.access_token_ends = 0


def expire_refresh_tokens(user):
    for token in tokens:
        if token.user == user:
            token.refresh_token_ends = 0


def revoke_sessions(user):
    for token in tokens:
        if token.user == user:
            token.revoke()
