package org.guanjia.platform.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.guanjia.platform.access.Users.Invited;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.access.Users.UserCard;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users for programs; an administrator's session with the header X-CSRF-TOKEN calls it, no other system's token does. */
@Tag(name = "Users", description = "Members of staff.")
@Allowed(Permission.USERS_MANAGE)
@RestController
@RequestMapping("/api/v1/users")
class UsersApi {

  private final Users users;
  private final Idempotency idempotency;

  UsersApi(Users users, Idempotency idempotency) {
    this.users = users;
    this.idempotency = idempotency;
  }

  /**
   * @param role one of the names of {@link Role}
   * @param version as it was read; for changes only
   */
  record UserJson(
      @Nullable String username, @Nullable String name, @Nullable String role, @Nullable List<String> areas,
      @Nullable String department, @Nullable String email, @Nullable Integer version) {

    Profile profile() {
      Role chosen =
          Role.ofStaff().stream()
              .filter(known -> known.name().equals(role))
              .findFirst()
              .orElseThrow(() -> new InvalidInput("role", "access.error.role"));
      return new Profile(username == null ? "" : username, name == null ? "" : name, chosen, areas == null ? List.of() : areas, department, email, false);
    }
  }

  /** @param next give it as {@code after} to read on; null at the end */
  record UserPage(List<UserCard> users, @Nullable String next) {}

  record LinkJson(String userId, String path, Instant expiresAt) {}

  @Operation(summary = "Users, by name")
  @GetMapping
  UserPage list(
      @RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable Role role,
      @RequestParam(required = false) @Nullable String after) {
    List<UserCard> found = users.list(q, role, after);
    List<UserCard> page = found.stream().limit(Users.PAGE_SIZE).toList();
    return new UserPage(page, found.size() > page.size() ? page.getLast().profile().username() : null);
  }

  @Operation(summary = "A user")
  @GetMapping("/{id}")
  UserCard get(@PathVariable String id) {
    return users.find(id).orElseThrow(NoSuchUser::new);
  }

  /** Adds a user. The answer is the same when the call is repeated with its Idempotency-Key; the link is made on its own. */
  @Operation(summary = "Add a user; the answer holds the link by which they set a password")
  @PostMapping
  ResponseEntity<Map<String, String>> add(
      @RequestBody UserJson user, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
    String id = idempotency.once(key, () -> users.invite(user.profile()).userId());
    return ResponseEntity.created(URI.create("/api/v1/users/" + id)).body(Map.of("id", id));
  }

  @Operation(summary = "Change a user")
  @PutMapping("/{id}")
  UserCard change(@PathVariable String id, @RequestBody UserJson user) {
    if (user.version() == null) throw new InvalidInput("version", "access.error.version");
    editable(id);
    users.change(id, user.profile(), user.version());
    return get(id);
  }

  @Operation(summary = "Make a new link to set a password")
  @PostMapping("/{id}/invitation")
  @ResponseStatus(HttpStatus.CREATED)
  LinkJson newLink(@PathVariable String id) {
    editable(id);
    Invited invited = users.newLink(id);
    return new LinkJson(id, invited.path(), invited.expiresAt());
  }

  @Operation(summary = "Shut a user out, at once")
  @PostMapping("/{id}/disabling")
  UserCard disable(@PathVariable String id) {
    editable(id);
    users.disable(id);
    return get(id);
  }

  @Operation(summary = "Let a user in again")
  @PostMapping("/{id}/enabling")
  UserCard enable(@PathVariable String id) {
    editable(id);
    users.enable(id);
    return get(id);
  }

  private void editable(String id) {
    if (get(id).profile().allTowns()) throw new AccessDeniedException("an administrator of all towns is changed on the page");
  }
}
