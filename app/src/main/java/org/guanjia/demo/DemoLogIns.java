package org.guanjia.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at each start of the demo who can log in. */
@Component
@Profile("demo")
class DemoLogIns {

  private static final Logger LOG = LoggerFactory.getLogger(DemoLogIns.class);

  private final DemoPassword password;
  private final DemoOpen311 open311;

  DemoLogIns(DemoPassword password, DemoOpen311 open311) {
    this.password = password;
    this.open311 = open311;
  }

  @EventListener
  void print(WebServerInitializedEvent started) {
    LOG.info(
        """


        ====================================================================
        Guanjia 莞家 · demo 演示模式
            http://localhost:{}
        Password of all demo users 演示用户统一密码:  {}

          desk, desk2        公共服务办 town desk       leader     镇领导
          window             服务中心窗口 window        secretary  联席会议秘书
          clerk-subian ...   各村办事员 village clerks  auditor    审计员
          grid-subian ...    网格员 grid workers        admin      管理员
          officer-roads, officer-urban, officer-water ...  17 个部门经办人
        All of them 全部用户名: docs/demo.md

        Open311 api_key: {}
        ====================================================================
        """,
        started.getWebServer().getPort(), password.value(), open311.key().orElse("-"));
  }
}
