package org.guanjia.awards;

import static org.guanjia.awards.db.Tables.APPROVAL_LIMIT;
import static org.guanjia.awards.db.Tables.PROCEDURE;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.audit.Audit;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How applications go in this town: whether and for how long a programme's are published, and up to which amount one signature is enough. */
@Service
@Transactional
public class Procedures {

  public static final int PUBLICATION_DAYS_MAX = 60;
  public static final int DOCUMENT_LENGTH_MAX = 200;
  static final long LIMIT_FEN_MAX = 100_000_000;

  private final DSLContext sql;
  private final Users users;
  private final AwardRules rules;
  private final Audit audit;
  private final Clock clock;

  Procedures(DSLContext sql, Users users, AwardRules rules, Audit audit, Clock clock) {
    this.sql = sql;
    this.users = users;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * How a programme's applications go.
   *
   * @param publicationDays working days; 0: they are not published
   * @param document by which rule; null: 待核实
   */
  public record Procedure(String programme, int publicationDays, @Nullable String document) {}

  /**
   * Up to which monthly amount one signature is enough.
   *
   * @param holder {@code role:} and a role, or {@code user:} and a user's id
   * @param document by which rule; null: 待核实
   */
  public record Limit(String holder, long monthlyFen, @Nullable String document, String changedBy, Instant changedAt) {}

  /** Of a programme for which nothing was laid down: not published, 待核实. */
  @Transactional(readOnly = true)
  public Procedure of(String programme) {
    return sql.selectFrom(PROCEDURE).where(PROCEDURE.TOWN.eq(town()), PROCEDURE.PROGRAMME.eq(programme))
        .fetchOptional(row -> new Procedure(row.getProgramme(), row.getPublicationDays(), row.getDocument()))
        .orElse(new Procedure(programme, 0, null));
  }

  /** Codes of the programmes whose applications are published. */
  @Transactional(readOnly = true)
  public Set<String> published() {
    return sql.select(PROCEDURE.PROGRAMME).from(PROCEDURE).where(PROCEDURE.TOWN.eq(town()), PROCEDURE.PUBLICATION_DAYS.gt((short) 0)).fetchSet(PROCEDURE.PROGRAMME);
  }

  /** Lays down for how many working days a programme's applications are published. */
  public void set(String programme, int publicationDays, @Nullable String document) {
    if (rules.programme(programme).isEmpty()) throw new InvalidInput("programme", "awards.error.programme");
    if (publicationDays < 0 || publicationDays > PUBLICATION_DAYS_MAX) throw new InvalidInput("publicationDays", "awards.error.publicationDays", PUBLICATION_DAYS_MAX);
    sql.insertInto(PROCEDURE)
        .set(PROCEDURE.TOWN, town()).set(PROCEDURE.PROGRAMME, programme).set(PROCEDURE.PUBLICATION_DAYS, (short) publicationDays).set(PROCEDURE.DOCUMENT, document(document))
        .set(PROCEDURE.CHANGED_BY, TownContext.required().actor()).set(PROCEDURE.CHANGED_AT, clock.instant())
        .onConflict(PROCEDURE.TOWN, PROCEDURE.PROGRAMME).doUpdate().setAllToExcluded().execute();
    audit.record("awards.procedure", "programme", programme, Map.of("publicationDays", publicationDays));
  }

  /** All limits, those of roles first. */
  @Transactional(readOnly = true)
  public List<Limit> limits() {
    return sql.selectFrom(APPROVAL_LIMIT).where(APPROVAL_LIMIT.TOWN.eq(town())).orderBy(APPROVAL_LIMIT.HOLDER).limit(500)
        .fetch(row -> new Limit(row.getHolder(), row.getMonthlyFen(), row.getDocument(), row.getChangedBy(), row.getChangedAt()));
  }

  /**
   * Lays down up to which monthly amount one signature of that role or user is enough. Nobody lays down their own.
   *
   * @param holder as in {@link Limit#holder}
   */
  public void limit(String holder, long monthlyFen, @Nullable String document) {
    if (!approves(holder)) throw new InvalidInput("holder", "awards.error.holder");
    if (holder.equals("user:" + TownContext.required().actor())) throw new InvalidInput("holder", "awards.error.ownLimit");
    if (monthlyFen < 0 || monthlyFen > LIMIT_FEN_MAX) throw new InvalidInput("monthly", "awards.error.limit", LIMIT_FEN_MAX / 100);
    sql.insertInto(APPROVAL_LIMIT)
        .set(APPROVAL_LIMIT.TOWN, town()).set(APPROVAL_LIMIT.HOLDER, holder).set(APPROVAL_LIMIT.MONTHLY_FEN, monthlyFen).set(APPROVAL_LIMIT.DOCUMENT, document(document))
        .set(APPROVAL_LIMIT.CHANGED_BY, TownContext.required().actor()).set(APPROVAL_LIMIT.CHANGED_AT, clock.instant())
        .onConflict(APPROVAL_LIMIT.TOWN, APPROVAL_LIMIT.HOLDER).doUpdate().setAllToExcluded().execute();
    audit.record("awards.limit", "limit", holder, Map.of("monthlyFen", monthlyFen));
  }

  private boolean approves(String holder) {
    Optional<Role> role = Role.ofStaff().stream().filter(each -> holder.equals("role:" + each.name())).findFirst();
    if (role.isPresent()) return AccessTable.of(role.get()).contains(Permission.AWARDS_APPROVE);
    return holder.startsWith("user:") && users.find(holder.substring(5)).filter(user -> AccessTable.of(user.role()).contains(Permission.AWARDS_APPROVE)).isPresent();
  }

  /** Up to which monthly amount that user's signature is enough: their own line, else their role's, else none. */
  @Transactional(readOnly = true)
  public long limitFen(String user) {
    Map<String, Long> known = sql.select(APPROVAL_LIMIT.HOLDER, APPROVAL_LIMIT.MONTHLY_FEN).from(APPROVAL_LIMIT).where(APPROVAL_LIMIT.TOWN.eq(town()))
        .fetchMap(APPROVAL_LIMIT.HOLDER, APPROVAL_LIMIT.MONTHLY_FEN);
    Long own = known.get("user:" + user);
    if (own != null) return own;
    return users.find(user).map(card -> known.getOrDefault("role:" + card.role().name(), 0L)).orElse(0L);
  }

  private static @Nullable String document(@Nullable String typed) {
    String said = typed == null ? "" : typed.strip();
    if (said.length() > DOCUMENT_LENGTH_MAX) throw new InvalidInput("document", "awards.error.long", DOCUMENT_LENGTH_MAX, said.length());
    return said.isEmpty() ? null : said;
  }

  private static String town() {
    return TownContext.required().town();
  }
}
