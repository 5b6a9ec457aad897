package org.guanjia.platform.database;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Steps beyond the actor's area inside a transaction, for what follows from an act that the actor was allowed: a village
 * clerk tells a reporter of the village, and with that a matter of another village is closed. The actor stays who it is.
 */
@Component
public class WholeTown {

  private final DSLContext sql;

  WholeTown(DSLContext sql) {
    this.sql = sql;
  }

  /** A failure ends the transaction, and the wider view with it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void run(Runnable work) {
    see("*");
    work.run();
    see(TownContext.required().areasSetting());
  }

  private void see(String areas) {
    sql.select(DSL.function("set_config", String.class, DSL.val("guanjia.areas"), DSL.val(areas), DSL.val(true))).fetch();
  }
}
