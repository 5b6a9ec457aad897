package org.guanjia.browser;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.TOWN;
import static org.guanjia.requests.RequestsFixture.as;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.guanjia.Today;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.benefits.Determinations;
import org.guanjia.coverage.Coverage;
import org.guanjia.coverage.Finding;
import org.guanjia.coverage.FindingFilter;
import org.guanjia.coverage.FindingKind;
import org.guanjia.coverage.FindingLists;
import org.guanjia.coverage.Findings;
import org.guanjia.coverage.NewContact;
import org.guanjia.coverage.NewOutsideList;
import org.guanjia.coverage.OutsideList;
import org.guanjia.coverage.OutsideLists;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.access.AccessTable;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.access.Viewer;
import org.guanjia.platform.spreadsheets.Imports;
import org.springframework.context.ApplicationContext;

/** Findings, one of them given to a grid worker who found nobody, and two lists of an office, compared: what the pages of coverage show. After {@link PaymentsTown}. */
final class CoverageTown {

  private static final Viewer CLERK = new Viewer("clerk", TOWN, "clerk", "测试", Role.BENEFITS_CLERK, null, null, AccessTable.of(Role.BENEFITS_CLERK));

  private CoverageTown() {}

  /** Once for each database. */
  static void fill(ApplicationContext context) {
    OutsideLists lists = context.getBean(OutsideLists.class);
    if (!as("clerk", lists::all).isEmpty()) return;
    YearMonth next = Today.month().plusMonths(1);
    doAs("clerk", () -> context.getBean(Determinations.class).determine(next));
    for (int back : new int[] {30, 0}) list(context, lists, Today.date().minusDays(back));
    doAs("clerk", () -> context.getBean(Coverage.class).recount());
    given(context);
  }

  private static void list(ApplicationContext context, OutsideLists lists, LocalDate asOf) {
    long list = as("clerk", () -> lists.begin(new NewOutsideList(OutsideList.Source.DISABLED_FEDERATION, "持证残疾人", asOf, null, null, SpecialGroup.DISABLED, false)));
    String source = as("clerk", () -> lists.find(list)).orElseThrow().importSource();
    String csv = "姓名,身份证号码\n示例婆婆,441999193803050245\n示例外人,%s\n".formatted(AwardsFixture.residentId(LocalDate.of(1940, 1, 1)));
    Imports imports = context.getBean(Imports.class);
    CLERK.context().run(() -> {
      long id = imports.upload(CLERK, "coverage", source, "list.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), null);
      imports.start(id, null);
      for (long until = System.nanoTime() + 60_000_000_000L; !imports.find(id).orElseThrow().state().isOver() && System.nanoTime() < until;) LockSupport.parkNanos(2_000_000);
    });
  }

  private static void given(ApplicationContext context) {
    Findings findings = context.getBean(Findings.class);
    String grid = as("clerk", () -> context.getBean(Users.class).byUsername("grid-subian")).orElseThrow().id();
    List<Finding> there = as("clerk", () -> context.getBean(FindingLists.class).list(FindingFilter.OPEN, Set.copyOf(Arrays.asList(FindingKind.values())), null, 200)).lines().stream()
        .map(FindingLists.Line::finding).filter(found -> SUBIAN.equals(found.village()) && !found.kind().ofMoney()).toList();
    long one = there.getFirst().id();
    doAs("clerk", () -> findings.assign(List.of(one), grid, Today.date().plusDays(7)));
    doAs("clerk", () -> findings.contact(one, findings.find(one).version(), NewContact.notReached(Today.date(), NewContact.Way.VISIT, Today.date().plusDays(2))));
  }
}
