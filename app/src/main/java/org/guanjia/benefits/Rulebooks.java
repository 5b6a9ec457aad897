package org.guanjia.benefits;

import static org.guanjia.benefits.db.Tables.PROGRAMME;
import static org.guanjia.benefits.db.Tables.RULEBOOK;
import static org.guanjia.benefits.db.Tables.RULES;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.guanjia.benefits.db.tables.records.RulebookRecord;
import org.guanjia.benefits.db.tables.records.RulesRecord;
import org.guanjia.platform.database.TownContext;
import org.guanjia.rules.MonthRules;
import org.guanjia.rules.NoParameters;
import org.guanjia.rules.NotAProgramme;
import org.guanjia.rules.ParameterLine;
import org.guanjia.rules.Programme;
import org.guanjia.rules.ProgrammeText;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of a month brought together, and kept as they were for whoever decides again. */
@Component
@Transactional
class Rulebooks {

  private static final Logger LOG = LoggerFactory.getLogger(Rulebooks.class);

  private final DSLContext sql;
  private final ProgrammeStore store;
  private final JointRules joint;
  private final Compiler compiler;
  private final JsonMapper json;
  private final Clock clock;

  Rulebooks(DSLContext sql, ProgrammeStore store, JointRules joint, Compiler compiler, JsonMapper json, Clock clock) {
    this.sql = sql;
    this.store = store;
    this.joint = joint;
    this.compiler = compiler;
    this.json = json;
    this.clock = clock;
  }

  /** What is in force in that month now; a programme whose parameters have no value for it does not stand in it. */
  Rulebook of(YearMonth month) {
    return kept(assemble(month, store.inForce(month), joint.in(month), ordinals()));
  }

  /** What would be in force if these versions were; kept nowhere, without a number. */
  @Transactional(readOnly = true)
  Rulebook with(YearMonth month, List<Version> instead) {
    return with(month, 1, instead).getFirst();
  }

  /** The same for so many months from one on; what is in force is read once. */
  @Transactional(readOnly = true)
  List<Rulebook> with(YearMonth first, int months, List<Version> instead) {
    List<Version> released = store.released();
    List<JointRules.Line> approved = joint.approved();
    Map<String, Integer> ordinals = ordinals();
    List<Rulebook> books = new ArrayList<>(months);
    for (int m = 0; m < months; m++) {
      YearMonth month = first.plusMonths(m);
      List<Version> versions = new ArrayList<>(released.stream().filter(version -> version.covers(month)).toList());
      for (Version each : instead) {
        if (!each.covers(month)) continue;
        versions.removeIf(version -> version.programme().equals(each.programme()));
        versions.add(each);
      }
      books.add(assemble(month, versions, JointRules.in(approved, month), ordinals));
    }
    return books;
  }

  /** As it was kept under that number, asked of a month. */
  @Transactional(readOnly = true)
  Rulebook load(long id, YearMonth month) {
    RulebookRecord row = sql.selectFrom(RULEBOOK).where(RULEBOOK.TOWN.eq(town()), RULEBOOK.ID.eq(id)).fetchSingle();
    Map<String, RulesRecord> rules = sql.selectFrom(RULES).where(RULES.TOWN.eq(town()), RULES.HASH.eq(DSL.any(row.getHashes()))).fetchMap(RULES.HASH);
    Map<String, Integer> ordinals = ordinals();
    List<String> programmes = Arrays.asList(row.getProgrammes());
    List<MonthRules> asked = new ArrayList<>();
    try {
      for (String hash : row.getHashes()) asked.add(compiler.read(text(java.util.Objects.requireNonNull(rules.get(hash)))).in(month));
    } catch (NotAProgramme | NoParameters e) {
      throw new IllegalStateException("rules that decided are no rules any more", e);
    }
    return new Rulebook(id, month, programmes, programmes.stream().mapToInt(ordinals::get).toArray(), Arrays.asList(row.getHashes()), asked, joint(row.getJoint()));
  }

  /** Keeps what these rules say, by their hash. */
  void keep(Version version, Programme read) {
    ProgrammeText text = Compiler.rulesOf(version);
    ArrayNode lines = json.createArrayNode();
    for (ParameterLine line : text.parameters()) {
      ObjectNode node = lines.addObject().put("name", line.name()).put("value", line.value()).put("from", line.from().toString());
      if (line.to() != null) node.put("to", line.to().toString());
    }
    sql.insertInto(RULES)
        .set(RULES.TOWN, town()).set(RULES.HASH, read.hash()).set(RULES.PROGRAMME, version.programme()).set(RULES.NUMBER, version.number()).set(RULES.DMN, version.dmn())
        .set(RULES.PARAMETERS, JSONB.valueOf(lines.toString())).set(RULES.AT, clock.instant()).onConflictDoNothing().execute();
  }

  private Rulebook assemble(YearMonth month, List<Version> versions, Joint binding, Map<String, Integer> ordinals) {
    List<String> programmes = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    List<MonthRules> rules = new ArrayList<>();
    for (Version version : versions.stream().sorted(java.util.Comparator.comparing(each -> ordinals.get(each.programme()))).toList()) {
      try {
        Programme read = compiler.read(version);
        rules.add(read.in(month));
        programmes.add(version.programme());
        hashes.add(read.hash());
      } catch (NoParameters without) {
        LOG.warn("{} does not stand in {}: no value for {}", version.programme(), month, without.names());
      } catch (NotAProgramme broken) {
        throw new IllegalStateException("released version " + version.number() + " of " + version.programme() + " is no programme", broken);
      }
    }
    return new Rulebook(0, month, programmes, programmes.stream().mapToInt(ordinals::get).toArray(), hashes, rules, binding);
  }

  private Rulebook kept(Rulebook book) {
    String together = json(book.joint());
    String hash = sha256(String.join("\n", book.programmes()) + "\n" + String.join("\n", book.hashes()) + "\n" + together);
    sql.insertInto(RULEBOOK)
        .set(RULEBOOK.TOWN, town()).set(RULEBOOK.HASH, hash).set(RULEBOOK.PROGRAMMES, book.programmes().toArray(String[]::new))
        .set(RULEBOOK.HASHES, book.hashes().toArray(String[]::new)).set(RULEBOOK.JOINT, JSONB.valueOf(together)).set(RULEBOOK.AT, clock.instant())
        .onConflictDoNothing().execute();
    long id = sql.select(RULEBOOK.ID).from(RULEBOOK).where(RULEBOOK.TOWN.eq(town()), RULEBOOK.HASH.eq(hash)).fetchSingle().value1();
    return new Rulebook(id, book.month(), book.programmes(), book.ordinals(), book.hashes(), book.rules(), book.joint());
  }

  private Map<String, Integer> ordinals() {
    return sql.select(PROGRAMME.CODE, PROGRAMME.ORDINAL).from(PROGRAMME).where(PROGRAMME.TOWN.eq(town())).fetchMap(PROGRAMME.CODE, row -> row.value2().intValue());
  }

  private ProgrammeText text(RulesRecord row) {
    List<ParameterLine> lines = new ArrayList<>();
    for (JsonNode node : json.readTree(row.getParameters().data())) {
      lines.add(new ParameterLine(node.get("name").asString(), node.get("value").asString(), LocalDate.parse(node.get("from").asString()), day(node.get("to")), null, true));
    }
    return new ProgrammeText(row.getProgramme(), row.getDmn(), lines, List.of());
  }

  private static @Nullable LocalDate day(@Nullable JsonNode node) {
    return node == null ? null : LocalDate.parse(node.asString());
  }

  private String json(Joint binding) {
    ArrayNode all = json.createArrayNode();
    for (Joint.Rule rule : binding.rules()) {
      ObjectNode node = all.addObject().put("kind", rule.kind().name());
      ArrayNode programmes = node.putArray("programmes");
      rule.programmes().forEach(programmes::add);
      if (rule.capFen() != null) node.put("capFen", rule.capFen());
    }
    return all.toString();
  }

  private Joint joint(JSONB stored) {
    List<Joint.Rule> rules = new ArrayList<>();
    for (JsonNode node : json.readTree(stored.data())) {
      List<String> programmes = new ArrayList<>();
      node.get("programmes").forEach(each -> programmes.add(each.asString()));
      JsonNode cap = node.get("capFen");
      rules.add(new Joint.Rule(Joint.Kind.valueOf(node.get("kind").asString()), programmes, cap == null ? null : cap.asLong()));
    }
    return new Joint(rules);
  }

  static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String town() {
    return TownContext.required().town();
  }
}
