package org.guanjia.browser;

import static org.guanjia.requests.RequestsFixture.SUBIAN;
import static org.guanjia.requests.RequestsFixture.doAs;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.guanjia.Today;
import org.guanjia.benefits.Determinations;
import org.guanjia.people.Attribute;
import org.guanjia.people.Document;
import org.guanjia.people.DocumentKind;
import org.guanjia.people.Facts;
import org.guanjia.people.Household;
import org.guanjia.people.Households;
import org.guanjia.people.LifeEvent;
import org.guanjia.people.Memberships;
import org.guanjia.people.NewHousehold;
import org.guanjia.people.NewMembership;
import org.guanjia.people.People;
import org.guanjia.people.PersonFilter;
import org.guanjia.people.Register;
import org.guanjia.people.Said;
import org.guanjia.people.SpecialGroup;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.springframework.context.ApplicationContext;

/** A family in the register, with a past: what the pages of people show when there is something to show. */
final class PeopleTown {

  static long grandmother;
  static long household;
  static long membership;

  private static final LocalDate TODAY = Today.date();

  private PeopleTown() {}

  /** Once for each database. */
  static void fill(ApplicationContext context) {
    People people = context.getBean(People.class);
    doAs("desk", () -> {
      if (people.search(PersonFilter.ALL.seeking("示例婆婆"), null, 1).lines().isEmpty()) write(context);
    });
    Determinations determinations = context.getBean(Determinations.class);
    doAs("desk", () -> {
      if (!determinations.determined(Today.month())) determinations.determine(Today.month());
    });
  }

  private static void write(ApplicationContext context) {
    Register register = context.getBean(Register.class);
    Households households = context.getBean(Households.class);
    Memberships memberships = context.getBean(Memberships.class);
    grandmother = register.register(said(
        person("示例婆婆", "1938-03-05", Sex.FEMALE, 12).with(Attribute.PHONES, List.of("13800130001")).with(Attribute.ADDRESS, "茶山镇粟边村新村路3巷8号")
            .with(Attribute.ETHNIC_GROUP, "01").with(Attribute.BANK_ACCOUNT, "6222020000000000125"), "2012-01-01", "派出所"));
    long son = register.register(said(person("示例大明", "1963-07-01", Sex.MALE, 13), "2012-01-01", "派出所"));
    long child = register.register(said(person("示例小雨", TODAY.minusYears(9).toString(), Sex.FEMALE, 14).with(Attribute.GUARDIAN, son), TODAY.minusYears(9).toString(), "卫生院"));
    long incomer = register.register(said(person("示例来客", "1991-11-11", Sex.MALE, 15).with(Attribute.REGISTERED, false), "2021-05-01", "出租屋登记"));
    register.change(grandmother, 1, said(Facts.NONE.with(Attribute.PHONES, List.of("13800130002", "0769-86640000".replace("-", ""))).with(Attribute.ADDRESS, "茶山镇粟边村新村路5巷2号"), "2021-09-01", "村委会"));
    register.happened(incomer, 1, new LifeEvent(LifeEvent.Kind.MOVED_OUT, LocalDate.of(2024, 8, 1), null, false, "去别的镇上班", "出租屋登记"));
    household = households.create(new NewHousehold(Household.Kind.REGISTERED, "440019-0008", "茶山镇粟边村新村路5巷2号", SUBIAN, null), grandmother, LocalDate.of(2012, 1, 1), "派出所");
    households.arrange(household, 2, new Households.Arrangement(LocalDate.of(2012, 1, 2), Map.of(), Map.of(son, "20"), "派出所"));
    households.arrange(household, 3, new Households.Arrangement(TODAY.minusYears(9), Map.of(), Map.of(child, "42"), "派出所"));
    households.create(new NewHousehold(Household.Kind.LIVING, null, null, SUBIAN, null), incomer, LocalDate.of(2021, 5, 1), "出租屋登记");
    membership = memberships.add(grandmother, new NewMembership(SpecialGroup.DISABLED, "4", "2", LocalDate.of(2018, 6, 1), TODAY.plusDays(12), "残疾证到期前复评", null, "残联"));
    memberships.add(grandmother, new NewMembership(SpecialGroup.SUBSISTENCE, null, null, LocalDate.of(2019, 1, 1), TODAY.plusDays(40), "户月人均收入低于标准", null, "公共服务办"));
    memberships.add(child, new NewMembership(SpecialGroup.LEFT_BEHIND_CHILD, null, null, LocalDate.of(2022, 9, 1), TODAY.plusDays(1), "父母在外市工作", null, "学校"));
  }

  private static Said said(Facts facts, String day, String source) {
    return new Said(facts, LocalDate.parse(day), source);
  }

  private static Facts person(String name, String birth, Sex sex, int order) {
    String digits = "441999" + birth.replace("-", "") + "%03d".formatted(2 * order + (sex == Sex.MALE ? 1 : 0));
    return Facts.NONE.with(Attribute.NAME, name).with(Attribute.SEX, sex).with(Attribute.BIRTH, LocalDate.parse(birth))
        .with(Attribute.DOCUMENT, new Document(DocumentKind.RESIDENT_ID, digits + ResidentId.checkCharacter(digits))).with(Attribute.VILLAGE, SUBIAN)
        .with(Attribute.REGISTERED, true).with(Attribute.RESIDENT, true);
  }
}
