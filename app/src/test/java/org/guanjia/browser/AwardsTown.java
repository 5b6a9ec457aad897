package org.guanjia.browser;

import static org.guanjia.requests.RequestsFixture.doAs;

import java.util.List;
import org.guanjia.Today;
import org.guanjia.assessments.Assessment;
import org.guanjia.assessments.Assessments;
import org.guanjia.assessments.NewAssessment;
import org.guanjia.awards.Applications;
import org.guanjia.awards.Approvals;
import org.guanjia.awards.Award;
import org.guanjia.awards.Awards;
import org.guanjia.awards.AwardsFixture;
import org.guanjia.awards.Procedures;
import org.springframework.context.ApplicationContext;

/** Awards at each step and an assessment: what their pages show when there is something to show. After {@link PeopleTown}. */
final class AwardsTown {

  private AwardsTown() {}

  /** Once for each database. */
  static void fill(ApplicationContext context) {
    doAs("desk", () -> {
      if (context.getBean(Awards.class).of(List.of(PeopleTown.grandmother)).isEmpty()) write(context);
    });
  }

  private static void write(ApplicationContext context) {
    AwardsFixture fixture = context.getBean(AwardsFixture.class);
    Approvals approvals = context.getBean(Approvals.class);
    fixture.oldAge();
    doAs("office", () -> context.getBean(Procedures.class).set(AwardsFixture.OLD_AGE, 5, null));
    doAs("office", () -> context.getBean(Procedures.class).limit("role:BENEFITS_APPROVER", 15_000, null));
    doAs("clerk", () -> context.getBean(Applications.class).apply(fixture.anApplication(PeopleTown.grandmother)));
    long published = fixture.applied(fixture.old("示例公示老人", 84));
    doAs("checker", () -> approvals.check(published, 1, Award.Finding.ENTITLED, null));
    doAs("checker", () -> approvals.publish(published, 2));
    long checked = fixture.applied(fixture.old("示例不够年龄", 71));
    doAs("checker", () -> approvals.check(checked, 1, Award.Finding.NOT_ENTITLED, "未满八十周岁"));
    doAs("assessor", () -> context.getBean(Assessments.class).begin(
        new NewAssessment(PeopleTown.grandmother, Assessment.Reason.FIRST, Assessment.Place.HOME, Today.date(), null, null)));
  }
}
