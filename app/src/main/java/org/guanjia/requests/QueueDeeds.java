package org.guanjia.requests;

import static org.guanjia.platform.web.Redirects.seeOther;

import gg.jte.models.runtime.JteModel;
import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.Idempotency;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.guanjia.requests.Assignments.Assignment;
import org.guanjia.requests.Assignments.Deed;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is done to many matters of the queue at once. */
@RestController
@Allowed({Permission.REQUESTS_TRIAGE, Permission.REQUESTS_SUPERVISE})
class QueueDeeds {

  private final Assignments assignments;
  private final Desk desk;
  private final Users users;
  private final Idempotency idempotency;
  private final Templates templates;

  QueueDeeds(Assignments assignments, Desk desk, Users users, Idempotency idempotency, Templates templates) {
    this.assignments = assignments;
    this.desk = desk;
    this.users = users;
    this.idempotency = idempotency;
    this.templates = templates;
  }

  @PostMapping("/requests/assignments")
  Object assign(Page page, HttpServletResponse response, @RequestParam MultiValueMap<String, String> typed) {
    String list = typed.getOrDefault("list", List.of("")).getFirst();
    List<String> picked = typed.getOrDefault("pick", List.of());
    try {
      String id = idempotency.once(typed.getFirst("key"), () -> make(page, typed.toSingleValueMap(), picked).id().toString());
      Assignment made = assignments.find(UUID.fromString(id)).orElseThrow();
      if (!made.refused().isEmpty()) return seeOther("/requests/assignments/" + id + "?list=" + encode(list));
      String undo = "/requests/assignments/undo?id=" + id + "&list=" + encode(list);
      Flash.success("desk.assigned." + made.deed(), Integer.toString(made.done().size()), undo).on(response);
      return seeOther(MatterLists.back(list));
    } catch (InvalidInput refused) {
      return again(page, list, picked, refused);
    }
  }

  /** What was given and what was not, and why. */
  @GetMapping("/requests/assignments/{id}")
  JteModel assigned(Page page, @PathVariable UUID id, @RequestParam(defaultValue = "") String list) {
    Assignment made = assignments.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    String person = users.names(List.of(made.person())).getOrDefault(made.person(), "");
    return templates.deskAssigned(page, made, person, list);
  }

  @PostMapping("/requests/assignments/undo")
  ResponseEntity<?> undo(HttpServletResponse response, @RequestParam UUID id, @RequestParam(defaultValue = "") String list, @RequestParam(required = false) @Nullable String key) {
    String back = idempotency.once(key, () -> Integer.toString(assignments.undo(id)));
    Flash.success("desk.assigned.undone", back, null).on(response);
    return seeOther(MatterLists.back(list));
  }

  private Assignment make(Page page, Map<String, String> typed, List<String> picked) {
    String me = Objects.requireNonNull(page.viewer()).userId();
    return switch (typed.getOrDefault("deed", "")) {
      case "mine" -> assignments.make(Deed.ASSIGN, me, picked);
      case "supervise" -> supervised(page, me, picked);
      default -> assignments.make(Deed.ASSIGN, typed.getOrDefault("to", ""), picked);
    };
  }

  private Assignment supervised(Page page, String me, List<String> picked) {
    if (!page.may(Permission.REQUESTS_SUPERVISE)) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    return assignments.make(Deed.SUPERVISE, me, picked);
  }

  private ResponseEntity<JteModel> again(Page page, String list, List<String> picked, InvalidInput refused) {
    var errors = new LinkedHashMap<String, String>();
    refused.errors().forEach(error -> errors.put(error.field(), page.t(error.key(), error.arguments().toArray())));
    QueueView queue = desk.queue(page, MatterLists.filterOf(list), MatterLists.afterOf(list));
    return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT).contentType(MediaType.TEXT_HTML).body(templates.deskQueue(page, queue, picked, errors));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
