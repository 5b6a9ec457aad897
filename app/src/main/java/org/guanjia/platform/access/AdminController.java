package org.guanjia.platform.access;

import static org.guanjia.platform.db.Tables.APP_USER;
import static org.guanjia.platform.web.Redirects.seeOther;

import guanjia.pages.Templates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.guanjia.platform.access.Tokens.Created;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Flash;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.platform.web.Page;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sessions of the town, the access table, tokens of other systems, the town an administrator works in. */
@Allowed(Permission.USERS_MANAGE)
@RestController
@RequestMapping("/admin")
class AdminController {

  private final Templates templates;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Audit audit;
  private final EveryTown everyTown;
  private final TransactionTemplate transactions;
  private final DSLContext sql;
  private final Clock clock;
  private final String firstTown;

  AdminController(
      Templates templates, Sessions sessions, Tokens tokens, Audit audit, EveryTown everyTown,
      TransactionTemplate transactions, DSLContext sql, Clock clock, @Value("${guanjia.town}") String firstTown) {
    this.templates = templates;
    this.sessions = sessions;
    this.tokens = tokens;
    this.audit = audit;
    this.everyTown = everyTown;
    this.transactions = transactions;
    this.sql = sql;
    this.clock = clock;
    this.firstTown = firstTown;
  }

  @GetMapping("/sessions")
  ResponseEntity<?> sessions(Page page) {
    UUID own = CurrentViewer.session().id();
    List<SessionRow> rows =
        sessions.list(TownContext.required().town(), null).stream().map(row -> SessionRow.of(row, row.id().equals(own))).toList();
    return ResponseEntity.ok(templates.accessSessions(page, rows, Sessions.LISTED_MAX));
  }

  @PostMapping("/sessions/{id}/end")
  ResponseEntity<?> endSession(HttpServletResponse response, @PathVariable UUID id) {
    boolean ended =
        Boolean.TRUE.equals(
            transactions.execute(
                status -> {
                  if (!sessions.endOne(TownContext.required().town(), id)) return false;
                  audit.record("session.ended", "session", id.toString());
                  return true;
                }));
    if (!ended) return ResponseEntity.notFound().build();
    Flash.success("access.session.ended").on(response);
    return seeOther("/admin/sessions");
  }

  @GetMapping("/access")
  ResponseEntity<?> accessTable(Page page) {
    return ResponseEntity.ok(templates.accessTable(page));
  }

  /** The table as a file, for the folder in which such decisions are kept. */
  @GetMapping("/access.csv")
  void exportAccessTable(Page page, HttpServletResponse response) throws IOException {
    StringBuilder csv = new StringBuilder("\uFEFF");
    List<String> heading = new ArrayList<>(List.of(page.t("access.table.permission")));
    Arrays.stream(Role.values()).forEach(role -> heading.add(page.t("access.role." + role)));
    csv.append(String.join(",", heading)).append("\r\n");
    for (Permission permission : Permission.values()) {
      List<String> row = new ArrayList<>(List.of(page.t("access.permission." + permission).replace(',', ';')));
      Arrays.stream(Role.values()).forEach(role -> row.add(AccessTable.of(role).contains(permission) ? "1" : ""));
      csv.append(String.join(",", row)).append("\r\n");
    }
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"guanjia-access.csv\"");
    response.getOutputStream().write(csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/tokens")
  ResponseEntity<?> tokens(Page page) {
    return tokenPage(page, HttpStatus.OK, "", Set.of(), "90", Map.of());
  }

  @PostMapping("/tokens")
  ResponseEntity<?> createToken(
      Page page, HttpServletRequest request, @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String days) {
    String[] chosen = request.getParameterValues("permissions");
    Set<String> names = chosen == null ? Set.of() : new TreeSet<>(Arrays.asList(chosen));
    try {
      int validDays = days.matches("[0-9]{1,5}") ? Integer.parseInt(days) : 0;
      Created created = tokens.create(name, permissions(names), validDays);
      return ResponseEntity.status(HttpStatus.CREATED).body(templates.accessTokenCreated(page, name, created.secret(), created.expiresAt()));
    } catch (InvalidInput e) {
      Map<String, String> errors = new LinkedHashMap<>();
      e.errors().forEach(error -> errors.put(error.field(), page.t(error.key(), error.arguments().toArray())));
      return tokenPage(page, HttpStatus.UNPROCESSABLE_CONTENT, name, names, days, errors);
    }
  }

  @PostMapping("/tokens/{id}/revocation")
  ResponseEntity<?> revokeToken(HttpServletResponse response, @PathVariable String id) {
    if (!tokens.revoke(id)) return ResponseEntity.notFound().build();
    Flash.success("access.token.revoked").on(response);
    return seeOther("/admin/tokens");
  }

  @GetMapping("/town")
  ResponseEntity<?> town(Page page) {
    onlyForAllTowns();
    return ResponseEntity.ok(templates.accessTown(page, towns(), TownContext.required().town(), null));
  }

  @PostMapping("/town")
  ResponseEntity<?> switchTown(Page page, HttpServletResponse response, @RequestParam(defaultValue = "") String town) {
    onlyForAllTowns();
    if (!town.matches("[0-9A-Za-z-]{1,20}")) {
      return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
          .body(templates.accessTown(page, towns(), TownContext.required().town(), page.t("access.error.town")));
    }
    var session = CurrentViewer.session();
    everyTown.as(
        session.account(),
        () -> {
          audit.record("town.switched", "town", town);
          return true;
        });
    sessions.actIn(session.id(), town);
    Flash.success("access.town.switched", town, null).on(response);
    return seeOther("/today");
  }

  private ResponseEntity<?> tokenPage(
      Page page, HttpStatus status, String name, Set<String> chosen, String days, Map<String, String> errors) {
    return ResponseEntity.status(status).body(templates.accessTokens(page, tokens.list(), clock.instant(), name, chosen, days, Tokens.DAYS_MAX, errors));
  }

  private static void onlyForAllTowns() {
    if (!CurrentViewer.session().account().allTowns()) throw new AccessDeniedException("one town only");
  }

  private Set<String> towns() {
    Set<String> towns = new TreeSet<>(Set.of(firstTown));
    towns.addAll(everyTown.call(() -> sql.selectDistinct(APP_USER.TOWN).from(APP_USER).limit(500).fetch(APP_USER.TOWN)));
    return towns;
  }

  private static Set<Permission> permissions(Set<String> names) {
    return Arrays.stream(Permission.values()).filter(permission -> names.contains(permission.name())).collect(Collectors.toSet());
  }
}
