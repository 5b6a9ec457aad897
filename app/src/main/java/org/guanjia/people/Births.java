package org.guanjia.people;

import java.time.LocalDate;
import java.util.Map;
import org.guanjia.platform.web.InvalidInput;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A child that is born into a household: a new person, the event, and the place beside its head, in one. */
@Service
@Transactional
public class Births {

  private final Register register;
  private final Households households;

  Births(Register register, Households households) {
    this.register = register;
    this.households = households;
  }

  /**
   * @param version of the household as the writer saw it
   * @param said of the child; village and group are the household's where nothing else is said
   * @param relation of the child to the head, GB/T 4761
   * @return the child's number
   * @throws InvalidInput naming the fields that are wrong
   */
  public long born(long household, int version, Facts said, String relation, String source) {
    Household home = households.find(household);
    LocalDate birth = said.birth();
    if (birth == null) throw new InvalidInput(Attribute.BIRTH.field(), "register.error.day");
    Facts there = Facts.NONE.with(Attribute.VILLAGE, home.village()).with(Attribute.GROUP, home.group()).with(Attribute.RESIDENT, true)
        .with(Attribute.REGISTERED, home.kind() == Household.Kind.REGISTERED).with(Attribute.DOCUMENT, Document.NONE);
    long child = register.register(new Said(said.over(there), birth, source));
    register.happened(child, 1, new LifeEvent(LifeEvent.Kind.BORN, birth, null, false, null, source));
    households.arrange(household, version, new Households.Arrangement(birth, Map.of(), Map.of(child, relation), source));
    return child;
  }
}
