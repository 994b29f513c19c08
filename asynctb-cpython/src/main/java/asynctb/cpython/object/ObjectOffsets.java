package asynctb.cpython.object;

import asynctb.cpython.layout.Layout;

/**
 * The offsets that the views of objects need, asked for once. The names are those of CPython's structures and members.
 */
final class ObjectOffsets {
    final int obRefcnt;
    final int obType;
    final int obSize;

    final int tpName;
    final int tpBasicsize;
    final int tpItemsize;
    final int tpFlags;
    final int tpBase;
    final int tpDict;
    final int tpDictoffset;
    final int tpMro;
    final int htName;
    final int htQualname;
    final int htCachedKeys;

    final int strLength;
    final int strState;
    final Layout.Bits strKind;
    final Layout.Bits strCompact;
    final Layout.Bits strAscii;
    final int strAsciiData;
    final int strCompactData;
    final int strDataPointer;

    final int longTag;
    final int longDigits;
    final int floatValue;
    final int complexValue;
    final int bytesValue;
    final int bytearrayStart;

    final int tupleItems;
    final int listItems;

    final int dictUsed;
    final int dictKeys;
    final int dictValues;
    final int keysSize;
    final int keysLog2IndexBytes;
    final int keysKind;
    final int keysEntryCount;
    final int keysIndices;
    final int entryKey;
    final int entryValue;
    final int entrySize;
    final int unicodeEntrySize;
    final int valuesItems;
    final int valuesValid;
    final int valuesSize;

    final int setUsed;
    final int setMask;
    final int setTable;
    final int setEntryKey;
    final int setEntryHash;
    final int setEntrySize;

    final int dequeLeftBlock;
    final int dequeLeftIndex;
    final int dequeMaxLength;
    final int dequeBlockRight;
    final int dequeBlockData;

    final int cellRef;
    final int weakrefObject;
    final int moduleDict;

    final int functionCode;
    final int functionQualname;
    final int functionClosure;
    final int functionName;
    final int functionModule;
    final int functionDict;
    final int methodFunction;
    final int methodSelf;
    final int builtinDefinition;
    final int builtinSelf;
    final int definitionName;

    final int descriptorType;
    final int memberName;
    final int memberDefinition;
    final int memberOffset;
    final int memberType;
    final int staticCallable;
    final int classCallable;

    final int generatorQualname;
    final int asendGenerator;
    final int athrowGenerator;
    final int wrapperCoroutine;
    final int anextWrapped;

    final int sliceStart;
    final int sliceStop;
    final int sliceStep;
    final int rangeStart;
    final int rangeStop;
    final int rangeStep;
    final int partialFunction;
    final int partialArguments;
    final int partialKeywords;
    final int exceptionArgs;
    final int wrapperSelf;

    ObjectOffsets(Layout layout) {
        obRefcnt = layout.offset("PyObject.ob_refcnt");
        obType = layout.offset("PyObject.ob_type");
        obSize = layout.offset("PyVarObject.ob_size");
        tpName = layout.offset("PyTypeObject.tp_name");
        tpBasicsize = layout.offset("PyTypeObject.tp_basicsize");
        tpItemsize = layout.offset("PyTypeObject.tp_itemsize");
        tpFlags = layout.offset("PyTypeObject.tp_flags");
        tpBase = layout.offset("PyTypeObject.tp_base");
        tpDict = layout.offset("PyTypeObject.tp_dict");
        tpDictoffset = layout.offset("PyTypeObject.tp_dictoffset");
        tpMro = layout.offset("PyTypeObject.tp_mro");
        htName = layout.offset("PyHeapTypeObject.ht_name");
        htQualname = layout.offset("PyHeapTypeObject.ht_qualname");
        htCachedKeys = layout.offset("PyHeapTypeObject.ht_cached_keys");

        strLength = layout.offset("PyASCIIObject.length");
        strState = layout.offset("PyASCIIObject.state");
        strKind = layout.bits("PyASCIIObject.state.kind");
        strCompact = layout.bits("PyASCIIObject.state.compact");
        strAscii = layout.bits("PyASCIIObject.state.ascii");
        strAsciiData = layout.size("PyASCIIObject");
        strCompactData = layout.size("PyCompactUnicodeObject");
        strDataPointer = layout.offset("PyUnicodeObject.data");

        longTag = layout.offsetOrAbsent("PyLongObject.long_value.lv_tag");
        longDigits = layout.offset("PyLongObject.long_value.ob_digit", "PyLongObject.ob_digit");
        floatValue = layout.offset("PyFloatObject.ob_fval");
        complexValue = layout.offset("PyComplexObject.cval");
        bytesValue = layout.offset("PyBytesObject.ob_sval");
        bytearrayStart = layout.offset("PyByteArrayObject.ob_start");

        tupleItems = layout.offset("PyTupleObject.ob_item");
        listItems = layout.offset("PyListObject.ob_item");

        dictUsed = layout.offset("PyDictObject.ma_used");
        dictKeys = layout.offset("PyDictObject.ma_keys");
        dictValues = layout.offset("PyDictObject.ma_values");
        keysSize = layout.offsetOrAbsent("PyDictKeysObject.dk_size");
        keysLog2IndexBytes = layout.offsetOrAbsent("PyDictKeysObject.dk_log2_index_bytes");
        keysKind = layout.offsetOrAbsent("PyDictKeysObject.dk_kind");
        keysEntryCount = layout.offset("PyDictKeysObject.dk_nentries");
        keysIndices = layout.offset("PyDictKeysObject.dk_indices");
        entryKey = layout.offset("PyDictKeyEntry.me_key");
        entryValue = layout.offset("PyDictKeyEntry.me_value");
        entrySize = layout.size("PyDictKeyEntry");
        unicodeEntrySize = layout.has("PyDictUnicodeEntry.me_key") ? layout.size("PyDictUnicodeEntry") : 0;
        valuesItems = layout.offsetOrAbsent("PyDictValues.values");
        valuesValid = layout.offsetOrAbsent("PyDictValues.valid");
        valuesSize = layout.offsetOrAbsent("PyDictValues.size");

        setUsed = layout.offset("PySetObject.used");
        setMask = layout.offset("PySetObject.mask");
        setTable = layout.offset("PySetObject.table");
        setEntryKey = layout.offset("setentry.key");
        setEntryHash = layout.offset("setentry.hash");
        setEntrySize = layout.size("setentry");

        dequeLeftBlock = layout.offset("dequeobject.leftblock");
        dequeLeftIndex = layout.offset("dequeobject.leftindex");
        dequeMaxLength = layout.offset("dequeobject.maxlen");
        dequeBlockRight = layout.offset("block.rightlink", "BLOCK.rightlink");
        dequeBlockData = layout.offset("block.data", "BLOCK.data");

        cellRef = layout.offset("PyCellObject.ob_ref");
        weakrefObject = layout.offset("PyWeakReference.wr_object");
        moduleDict = layout.offset("PyModuleObject.md_dict");

        functionCode = layout.offset("PyFunctionObject.func_code");
        functionQualname = layout.offset("PyFunctionObject.func_qualname");
        functionName = layout.offset("PyFunctionObject.func_name");
        functionModule = layout.offset("PyFunctionObject.func_module");
        functionDict = layout.offset("PyFunctionObject.func_dict");
        functionClosure = layout.offset("PyFunctionObject.func_closure");
        methodFunction = layout.offset("PyMethodObject.im_func");
        methodSelf = layout.offset("PyMethodObject.im_self");
        builtinDefinition = layout.offset("PyCFunctionObject.m_ml");
        builtinSelf = layout.offset("PyCFunctionObject.m_self");
        definitionName = layout.offset("PyMethodDef.ml_name");

        descriptorType = layout.offset("PyDescrObject.d_type");
        memberName = layout.offset("PyMemberDescrObject.d_common.d_name");
        memberDefinition = layout.offset("PyMemberDescrObject.d_member");
        memberOffset = layout.offset("PyMemberDef.offset");
        memberType = layout.offset("PyMemberDef.type");
        staticCallable = layout.offset("staticmethod.sm_callable");
        classCallable = layout.offset("classmethod.cm_callable");

        generatorQualname = layout.offset("PyGenObject.gi_qualname");
        asendGenerator = layout.offset("PyAsyncGenASend.ags_gen");
        athrowGenerator = layout.offset("PyAsyncGenAThrow.agt_gen");
        wrapperCoroutine = layout.offset("PyCoroWrapper.cw_coroutine");
        anextWrapped = layout.offsetOrAbsent("anextawaitableobject.wrapped");

        sliceStart = layout.offset("PySliceObject.start");
        sliceStop = layout.offset("PySliceObject.stop");
        sliceStep = layout.offset("PySliceObject.step");
        rangeStart = layout.offset("rangeobject.start");
        rangeStop = layout.offset("rangeobject.stop");
        rangeStep = layout.offset("rangeobject.step");
        partialFunction = layout.offset("partialobject.fn");
        partialArguments = layout.offset("partialobject.args");
        partialKeywords = layout.offset("partialobject.kw");
        exceptionArgs = layout.offset("PyBaseExceptionObject.args");
        wrapperSelf = layout.offset("wrapperobject.self");
    }
}
