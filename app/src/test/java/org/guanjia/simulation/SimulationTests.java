package org.guanjia.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.guanjia.benefits.BenefitsFixture.MAY;
import static org.guanjia.benefits.BenefitsFixture.OLD_AGE;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.simulation.SimulationFixture.MONTH;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.guanjia.ApiCaller;
import org.guanjia.TownTest;
import org.guanjia.Visitor;
import org.guanjia.benefits.BenefitsFixture;
import org.guanjia.benefits.Programmes;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Staff;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Users.Profile;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.InvalidInput;
import org.guanjia.requests.RequestsFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A draft tried out on the register in the database: figures, persons, reports, who sees them, and that nothing that counts changes. */
@TownTest
class SimulationTests {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Autowired SimulationFixture given;
  @Autowired BenefitsFixture benefits;
  @Autowired Simulations simulations;
  @Autowired RegisterMemory memory;
  @Autowired LifeTables lifeTables;
  @Autowired Programmes programmes;
  @Autowired Users users;
  @LocalServerPort int port;

  @BeforeEach
  void town() {
    given.town();
  }

  private Simulation simulated(int draft) {
    NewSimulation wanted = new NewSimulation(List.of(new NewSimulation.Tried(OLD_AGE, draft)), MONTH, BigDecimal.ZERO);
    return as("writer", () -> simulations.await(simulations.add(wanted), LONG));
  }

  private Visitor staff(String username, Role role, List<String> areas) {
    String name = "sim-" + username;
    if (as("system", () -> users.byUsername(name)).isEmpty()) {
      Profile profile = new Profile(name, "测试" + name, role, areas, null, null, false);
      TownContext.system(TOWN).call(() -> users.addWithPassword(profile, Staff.PASSWORD));
    }
    return Staff.enter(port, name);
  }

  @Test
  void whoGainsIsToldAndNothingThatCountsChanges() {
    int draft = given.draft("amount_80", "150");
    benefits.caughtUp();
    long before = count("benefits.rulebook") + count("benefits.rules") + count("benefits.determination") + count("benefits.sheet");
    Simulation simulation = simulated(draft);
    assertThat(simulation.state()).as(simulation.fault()).isEqualTo(SimulationState.DONE);
    Figures figures = simulation.figures();
    assertThat(figures.all().gains()).isEqualTo(2);
    assertThat(figures.all().fenGains()).isEqualTo(10_000);
    assertThat(figures.all().loses()).isZero();
    assertThat(figures.programmes()).filteredOn(Figures.Tally::changed).extracting(Figures.Tally::key).containsExactly(OLD_AGE);
    assertThat(figures.ages()).filteredOn(Figures.Tally::changed).extracting(Figures.Tally::key).containsExactly("TO_89");
    assertThat(simulation.factsMonth()).isEqualTo(MAY);
    assertThat(simulation.rules()).filteredOn(rules -> rules.programme().equals(OLD_AGE)).singleElement().satisfies(rules -> {
      assertThat(rules.before()).isEqualTo(1);
      assertThat(rules.after()).isEqualTo(draft);
      assertThat(rules.hashAfter()).hasSize(64).isNotEqualTo(rules.hashBefore());
    });
    assertThat(as("writer", () -> simulations.effects(simulation.id(), EffectFilter.ALL, null, 10))).hasSize(2).allMatch(effect -> effect.kind() == Effect.Kind.GAINS);
    assertThat(count("benefits.rulebook") + count("benefits.rules") + count("benefits.determination") + count("benefits.sheet")).as("nothing that counts").isEqualTo(before);
    assertThat(as("writer", () -> programmes.inForce(OLD_AGE, MONTH)).orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void factsStayInMemoryUntilTheyChangeAndARepetitionSaysWhy() {
    int draft = given.draft("age_from", "82");
    Simulation first = simulated(draft);
    RegisterMemory.Held held = as("writer", memory::held);
    assertThat(held.persons()).isEqualTo(first.figures().persons());
    given.change(draft, "age_from", "70");
    Simulation again = as("writer", () -> simulations.await(simulations.repeat(first.id()), LONG));
    assertThat(again.figures()).as("the draft as it was then").isEqualTo(first.figures());
    assertThat(again.sameFacts(first)).isTrue();
    assertThat(again.rules()).isEqualTo(first.rules());
    long person = benefits.registered("示例后来的老人", "1945-05-05");
    benefits.caughtUp();
    assertThat(person).isPositive();
    Simulation later = as("writer", () -> simulations.await(simulations.repeat(first.id()), LONG));
    assertThat(later.sameFacts(first)).isFalse();
    assertThat(later.figures().persons()).isEqualTo(first.figures().persons() + 1);
    assertThat(later.figures().all().loses()).as("of 81, no longer entitled").isEqualTo(first.figures().all().loses() + 1);
    Visitor clerk = staff("again", Role.BENEFITS_CLERK, List.of());
    assertThat(clerk.get("/simulations/" + again.id()).body()).contains("一分不差");
    assertThat(clerk.get("/simulations/" + later.id()).body()).contains("底册资料已有变化");
  }

  @Test
  void badInputIsNamed() {
    int draft = given.draft("amount_80", "150");
    assertThatThrownBy(() -> as("writer", () -> simulations.add(new NewSimulation(List.of(), MONTH, null)))).satisfies(refused("tried", "simulation.error.nothing"));
    assertThatThrownBy(() -> as("writer", () -> simulations.add(new NewSimulation(List.of(new NewSimulation.Tried(OLD_AGE, 999)), MONTH, null)))).satisfies(refused("tried", "simulation.error.version"));
    assertThatThrownBy(() -> as("writer", () -> simulations.add(new NewSimulation(List.of(new NewSimulation.Tried(OLD_AGE, 1)), MONTH, null)))).satisfies(refused("tried", "simulation.error.noDraft"));
    List<NewSimulation.Tried> one = List.of(new NewSimulation.Tried(OLD_AGE, draft));
    assertThatThrownBy(() -> as("writer", () -> simulations.add(new NewSimulation(one, MONTH.minusMonths(1), null)))).satisfies(refused("month", "simulation.error.notThen"));
    assertThatThrownBy(() -> as("writer", () -> simulations.add(new NewSimulation(one, MONTH.plusYears(90), null)))).satisfies(refused("month", "simulation.error.month"));
    assertThatThrownBy(() -> as("writer", () -> simulations.add(new NewSimulation(one, MONTH, BigDecimal.valueOf(101))))).satisfies(refused("moves", "simulation.error.moves"));
    Visitor clerk = staff("bad", Role.BENEFITS_CLERK, List.of());
    assertThat(clerk.post("/simulations", "tried", OLD_AGE + "/" + draft, "month", "2026-13", "moves", "viele").body()).contains("月份请写成", "最多一位小数");
    assertThat(clerk.post("/simulations/life-table", "table", "x\n0,1,1\n85,-1,1", "source", "").body()).contains("第 3 行", "请写出处");
    assertThat(ApiCaller.as(clerk).call("PUT", "/api/v1/simulations/life-table", "{\"table\":\"x\\n1,1,1\",\"source\":\"s\"}").status()).isEqualTo(422);
  }

  private static java.util.function.Consumer<Throwable> refused(String field, String key) {
    return thrown -> assertThat(thrown).isInstanceOfSatisfying(InvalidInput.class, wrong -> {
      assertThat(wrong.errors().getFirst().field()).isEqualTo(field);
      assertThat(wrong.errors().getFirst().key()).isEqualTo(key);
    });
  }

  @Test
  void aReportIsKeptPublishedAndTakenBack() {
    int draft = given.draft("amount_80", "180");
    Visitor clerk = staff("report", Role.BENEFITS_CLERK, List.of());
    var begun = clerk.post("/simulations", "key", "s-1", "tried", OLD_AGE + "/" + draft, "month", MONTH.toString(), "moves", "0");
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    String path = begun.location();
    assertThat(clerk.post("/simulations", "key", "s-1", "tried", OLD_AGE + "/" + draft, "month", MONTH.toString(), "moves", "0").location()).as("sent twice, done once").isEqualTo(path);
    long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    as("writer", () -> simulations.await(id, LONG));
    assertThat(clerk.get(path).body()).contains("多得", "180", "世界人口展望2024", "待核实");
    Visitor leader = staff("leader", Role.LEADER, List.of());
    assertThat(leader.get(path).status()).as("not published").isEqualTo(404);
    assertThat(clerk.post(path + "/publication", "version", version(id)).status()).as("no report yet").isEqualTo(422);
    assertThat(clerk.post(path + "/report", "version", version(id), "title", "").body()).contains("请写标题");
    assertThat(clerk.post(path + "/report", "version", version(id), "title", "八十岁档提到 180 元", "note", "<b>建议</b>明年执行").status()).isEqualTo(303);
    assertThat(clerk.post(path + "/report", "version", "1", "title", "旧的").body()).contains("别人刚改过");
    assertThat(clerk.post(path + "/publication", "version", version(id)).status()).isEqualTo(303);
    assertThat(leader.get(path).body()).contains("八十岁档提到 180 元", "&lt;b&gt;建议").doesNotContain("/people?", "name=\"title\"");
    assertThat(leader.get("/simulations").body()).contains("八十岁档提到 180 元");
    assertThat(leader.get(path + "/print").body()).contains("审阅");
    assertThat(leader.get(path + "/people").status()).as("no names for who may not see people").isEqualTo(403);
    assertThat(leader.get(path + "/figures.csv").body()).contains("高龄老人生活津贴").contains("1940–1944年出生");
    assertThat(leader.post(path + "/withdrawal", "version", version(id), "reason", "x").status()).isEqualTo(403);
    assertThat(clerk.get(path + "/people?kind=gains&age=to_89").body()).contains("示例八旬甲").doesNotContain("示例九旬");
    assertThat(clerk.get(path + "/people/export.csv?kind=gains").body()).contains("示例八旬甲").contains("测试sim-report");
    assertThat(clerk.post(path + "/withdrawal", "version", version(id), "reason", "数字要重算").status()).isEqualTo(303);
    assertThat(leader.get(path).status()).isEqualTo(404);
    assertThat(as("writer", () -> simulations.effects(id, EffectFilter.ALL, null, 10))).isEmpty();
    assertThat(count("platform.audit_entry where action like 'simulation.%' and subject_id = '" + id + "'")).isEqualTo(4);
  }

  private String version(long id) {
    return String.valueOf(as("writer", () -> simulations.of(id)).version());
  }

  @Test
  void whoeverSeesAVillageSeesNoSimulation() {
    Simulation simulation = simulated(given.draft("amount_90", "250"));
    Visitor clerk = staff("village", Role.VILLAGE_CLERK, List.of(RequestsFixture.SUBIAN));
    assertThat(clerk.get("/simulations").status()).isEqualTo(403);
    assertThat(clerk.get("/simulations/" + simulation.id()).status()).isEqualTo(403);
    TownContext village = new TownContext(TOWN, "clerk", List.of("441900103003"), null);
    assertThat(village.call(() -> simulations.find(simulation.id()))).as("row-level security").isEmpty();
    assertThat(village.call(() -> simulations.effects(simulation.id(), EffectFilter.ALL, null, 10))).as("persons of another village").isEmpty();
    assertThat(new TownContext("441900999", "clerk", null, null).call(() -> simulations.find(simulation.id()))).as("another town").isEmpty();
  }

  @Test
  void programsDoTheSame() {
    int draft = given.draft("amount_100", "900");
    ApiCaller clerk = ApiCaller.as(staff("api", Role.BENEFITS_CLERK, List.of()));
    var begun = clerk.post("/api/v1/simulations", "{\"tried\":[{\"programme\":\"" + OLD_AGE + "\",\"version\":" + draft + "}],\"month\":\"" + MONTH + "\"}");
    assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    String path = begun.location();
    assertThat(clerk.call("GET", path, "").body()).contains("\"fenGains\"");
    assertThat(clerk.call("GET", path + "/people?limit=1", "").status()).isEqualTo(200);
    assertThat(clerk.post("/api/v1/simulations", "{\"tried\":[]}").status()).isEqualTo(422);
    assertThat(clerk.call("GET", "/api/v1/simulations", "").body()).contains("\"state\"");
    var table = clerk.call("PUT", "/api/v1/simulations/life-table", "{\"table\":\"age,m,f\\n0,1,1\\n90,200,150\",\"source\":\"本市卫生健康局\"}");
    assertThat(table.status()).as(table.body()).isEqualTo(200);
    assertThat(as("writer", lifeTables::current).source()).isEqualTo("本市卫生健康局");
    RequestsFixture.execute("delete from simulation.life_table");
  }

  private static long count(String table) {
    try (var owner = org.guanjia.TestDatabase.owner(); var statement = owner.createStatement(); var rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }
}
