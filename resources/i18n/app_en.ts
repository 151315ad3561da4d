<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Attention</name>
    <message numerus="yes">
        <source>%n attendant(s) missing ({staffed}/{needed})</source>
        <translation>
            <numerusform>%n attendant missing ({staffed}/{needed})</numerusform>
            <numerusform>%n attendants missing ({staffed}/{needed})</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) not finished, {items} must-items open</source>
        <translation>
            <numerusform>%n task not finished, {items} must-items open</numerusform>
            <numerusform>%n tasks not finished, {items} must-items open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n must-item(s) open</source>
        <translation>
            <numerusform>%n must-item open</numerusform>
            <numerusform>%n must-items open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) finished</source>
        <translation>
            <numerusform>%n task finished</numerusform>
            <numerusform>%n tasks finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) passed</source>
        <translation>
            <numerusform>%n item passed</numerusform>
            <numerusform>%n items passed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>%n problem(s) found. Restore the newest backup.</source>
        <translation>
            <numerusform>%n problem found. Restore the newest backup.</numerusform>
            <numerusform>%n problems found. Restore the newest backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of the copy will be sent.</source>
        <translation>
            <numerusform>%n change of the copy will be sent.</numerusform>
            <numerusform>%n changes of the copy will be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictList</name>
    <message numerus="yes">
        <source>%n field(s) to decide</source>
        <translation>
            <numerusform>%n field to decide</numerusform>
            <numerusform>%n fields to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n merged by itself</source>
        <translation>
            <numerusform>%n merged by itself</numerusform>
            <numerusform>%n merged by themselves</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more hang(s) on it</source>
        <translation>
            <numerusform>%n more hangs on it</numerusform>
            <numerusform>%n more hang on it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictWords</name>
    <message numerus="yes">
        <source>%n field(s) differ. Please choose; until then the first change holds.</source>
        <translation>
            <numerusform>%n field differs. Please choose; until then the first change holds.</numerusform>
            <numerusform>%n fields differ. Please choose; until then the first change holds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dispatch</name>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{why}, %n task(s) still to be given to others</source>
        <translation>
            <numerusform>{why}, %n task still to be given to others</numerusform>
            <numerusform>{why}, %n tasks still to be given to others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n short</source>
        <translation>
            <numerusform>%n short</numerusform>
            <numerusform>%n short</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DispatchLeft</name>
    <message numerus="yes">
        <source>%n open for claims</source>
        <translation>
            <numerusform>%n open for claims</numerusform>
            <numerusform>%n open for claims</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DispatchMenu</name>
    <message numerus="yes">
        <source>Take back %n open task(s)</source>
        <translation>
            <numerusform>Take back %n open task</numerusform>
            <numerusform>Take back %n open tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seat(s)</source>
        <translation>
            <numerusform>%n seat</numerusform>
            <numerusform>%n seats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message numerus="yes">
        <source>%n change(s) to send</source>
        <translation>
            <numerusform>%n change to send</numerusform>
            <numerusform>%n changes to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) your decision</source>
        <translation>
            <numerusform>%n needs your decision</numerusform>
            <numerusform>%n need your decision</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpWords</name>
    <message numerus="yes">
        <source>Booked %n meeting(s)</source>
        <translation>
            <numerusform>Booked %n meeting</numerusform>
            <numerusform>Booked %n meetings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n meeting(s)</source>
        <translation>
            <numerusform>Imported %n meeting</numerusform>
            <numerusform>Imported %n meetings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Assigned %n task(s)</source>
        <translation>
            <numerusform>Assigned %n task</numerusform>
            <numerusform>Assigned %n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took back %n task(s)</source>
        <translation>
            <numerusform>Took back %n task</numerusform>
            <numerusform>Took back %n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Exported %n row(s)</source>
        <translation>
            <numerusform>Exported %n row</numerusform>
            <numerusform>Exported %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message numerus="yes">
        <source>%n item(s) waiting</source>
        <translation>
            <numerusform>%n item waiting</numerusform>
            <numerusform>%n items waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nobody may take %n of them</source>
        <translation>
            <numerusform>nobody may take %n of them</numerusform>
            <numerusform>nobody may take %n of them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accept %n</source>
        <translation>
            <numerusform>Accept %n</numerusform>
            <numerusform>Accept %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message numerus="yes">
        <source>%n meeting(s)</source>
        <translation>
            <numerusform>%n meeting</numerusform>
            <numerusform>%n meetings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s) in all</source>
        <translation>
            <numerusform>%n meeting in all</numerusform>
            <numerusform>%n meetings in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) in all</source>
        <translation>
            <numerusform>%n person in all</numerusform>
            <numerusform>%n persons in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) unsent</source>
        <translation>
            <numerusform>%n change unsent</numerusform>
            <numerusform>%n changes unsent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Version {number}, %n page(s), was written to {path}.</source>
        <translation>
            <numerusform>Version {number}, %n page, was written to {path}.</numerusform>
            <numerusform>Version {number}, %n pages, was written to {path}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScheduleFeedback</name>
    <message numerus="yes">
        <source>Can drop, %n warning(s)</source>
        <translation>
            <numerusform>Can drop, %n warning</numerusform>
            <numerusform>Can drop, %n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScheduleModel</name>
    <message numerus="yes">
        <source>%n room(s)</source>
        <translation>
            <numerusform>%n room</numerusform>
            <numerusform>%n rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s)</source>
        <translation>
            <numerusform>%n meeting</numerusform>
            <numerusform>%n meetings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Overlap: %n to settle</source>
        <translation>
            <numerusform>Overlap: %n to settle</numerusform>
            <numerusform>Overlap: %n to settle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryLine</name>
    <message numerus="yes">
        <source>meeting(s)</source>
        <translation>
            <numerusform>meeting</numerusform>
            <numerusform>meetings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n expected</source>
        <translation>
            <numerusform>%n expected</numerusform>
            <numerusform>%n expected</numerusform>
        </translation>
    </message>
</context>
</TS>
