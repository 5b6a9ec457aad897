package org.guanjia.platform.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.guanjia.platform.access.Tokens.Created;
import org.guanjia.platform.access.Tokens.TokenCard;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for programs. A token is made each time it is asked for: its secret cannot be given a second time. */
@Tag(name = "Tokens", description = "Keys by which other systems call this API.")
@Allowed(Permission.USERS_MANAGE)
@RestController
@RequestMapping("/api/v1/tokens")
class TokensApi {

  private final Tokens tokens;

  TokensApi(Tokens tokens) {
    this.tokens = tokens;
  }

  record TokenJson(@Nullable String name, @Nullable Set<Permission> permissions, int days) {}

  @Operation(summary = "Tokens, with their last use; never the token itself")
  @GetMapping
  List<TokenCard> list() {
    return tokens.list();
  }

  @Operation(summary = "Make a token; it is in this answer and in no other")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Created create(@RequestBody TokenJson token) {
    return tokens.create(token.name() == null ? "" : token.name(), token.permissions() == null ? Set.of() : token.permissions(), token.days());
  }

  @Operation(summary = "Revoke a token, at once")
  @DeleteMapping("/{id}")
  ResponseEntity<Void> revoke(@PathVariable String id) {
    return tokens.revoke(id) ? ResponseEntity.noContent().build() : ResponseEntity.notFound().build();
  }
}
